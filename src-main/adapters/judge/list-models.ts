import type { JudgeConfiguration } from '@core/model/judge';
import { AppError } from '@core/model/app-error';
import { hideKeys } from './hide-keys';
import { reasonOf } from './judge-fault';
import { openJudgeFetch } from './judge-fetch';
import { baseUrlOf } from './open-judge';

/**
 * Names of the models that a server offers.
 * @throws AppError('not-found') when it can't be reached or refuses
 */
export async function listModels(
  where: Pick<JudgeConfiguration, 'provider' | 'baseUrl'>,
  key: string | null,
): Promise<string[]> {
  const base = baseUrlOf(where).replace(/\/+$/, '');
  const network = openJudgeFetch(base);
  try {
    const response = await network.fetch(`${base}${PATHS[where.provider]}`, {
      headers: headersFor(where.provider, key),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`it answered with status ${response.status}`);
    const body = (await response.json()) as { data?: unknown; models?: unknown };
    const list = Array.isArray(body.data) ? body.data : Array.isArray(body.models) ? body.models : [];
    return list
      .map(nameOf)
      .filter((name) => name !== '')
      .toSorted();
  } catch (error) {
    throw new AppError(
      'not-found',
      {
        message: `The server does not say which models it has: ${hideKeys(reasonOf(error))}.`,
        where: base,
        cause: 'it is not running, the address is another, or it needs a key',
        remedy: 'check the address and the key; a model can also be named by hand',
      },
      { cause: error },
    );
  } finally {
    await network.close();
  }
}

const PATHS: Readonly<Record<JudgeConfiguration['provider'], string>> = {
  openai: '/models',
  anthropic: '/v1/models?limit=100',
  ollama: '/api/tags',
};

function headersFor(provider: JudgeConfiguration['provider'], key: string | null): Record<string, string> {
  if (provider === 'anthropic')
    return { 'anthropic-version': '2023-06-01', ...(key && { 'x-api-key': key }) };
  return key ? { authorization: `Bearer ${key}` } : {};
}

function nameOf(model: unknown): string {
  const { id, name } = (model ?? {}) as { id?: unknown; name?: unknown };
  if (typeof id === 'string') return id;
  return typeof name === 'string' ? name : '';
}

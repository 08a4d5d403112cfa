import type { JudgeConfiguration, JudgeProviderKind } from '@core/model/judge';
import type { JudgeProvider } from '@core/ports/judge-provider';
import { isLocal } from './is-local';
import { openJudgeFetch } from './judge-fetch';

interface ProviderFacts {
  label: string;
  baseUrl: string;
  needsKey: boolean;
  /** Read where no key was stored for the provider's own address. */
  environmentVariable: string | null;
  batches: boolean;
  /** Calls in flight that suit its own server. */
  concurrency: number;
}

export const PROVIDER_FACTS: Readonly<Record<JudgeProviderKind, ProviderFacts>> = {
  openai: {
    label: 'OpenAI or compatible',
    baseUrl: 'https://api.openai.com/v1',
    needsKey: true,
    environmentVariable: 'OPENAI_API_KEY',
    batches: true,
    concurrency: 50,
  },
  anthropic: {
    label: 'Anthropic',
    baseUrl: 'https://api.anthropic.com',
    needsKey: true,
    environmentVariable: 'ANTHROPIC_API_KEY',
    batches: true,
    concurrency: 50,
  },
  ollama: {
    label: 'Ollama',
    baseUrl: 'http://127.0.0.1:11434',
    needsKey: false,
    environmentVariable: null,
    batches: false,
    // OLLAMA_NUM_PARALLEL is 1 by default: more calls would only queue, and time out.
    concurrency: 1,
  },
};

export function baseUrlOf({ provider, baseUrl }: Pick<JudgeConfiguration, 'provider' | 'baseUrl'>): string {
  return baseUrl ?? PROVIDER_FACTS[provider].baseUrl;
}

/**
 * Opens a judge. The SDKs are loaded here and not before: they would slow down every start.
 * @param key null: none is sent
 */
export async function openJudge(
  configuration: JudgeConfiguration,
  key: string | null,
): Promise<JudgeProvider> {
  const baseUrl = baseUrlOf(configuration);
  const facts = PROVIDER_FACTS[configuration.provider];
  const official = new URL(baseUrl).origin === new URL(facts.baseUrl).origin;
  const slots = configuration.provider === 'openai' && isLocal(baseUrl) ? await slotsOf(baseUrl) : null;
  const options = { configuration, baseUrl, key, official, concurrency: slots ?? facts.concurrency };
  switch (configuration.provider) {
    case 'openai':
      return (await import('./openai-judge')).openAiJudge(options);
    case 'anthropic':
      return (await import('./anthropic-judge')).anthropicJudge(options);
    case 'ollama':
      return (await import('./ollama-judge')).ollamaJudge(options);
  }
}

/** Requests that a llama.cpp server works on at a time; null where the server is another. */
async function slotsOf(baseUrl: string): Promise<number | null> {
  const network = openJudgeFetch(baseUrl);
  try {
    const response = await network.fetch(new URL('/props', baseUrl).href, {
      signal: AbortSignal.timeout(1500),
    });
    const slots = ((await response.json()) as { total_slots?: unknown } | null)?.total_slots;
    return typeof slots === 'number' && slots >= 1 ? Math.floor(slots) : null;
  } catch {
    return null;
  } finally {
    await network.close();
  }
}

import type { JudgeProviderState } from '@core/model/api/judge';
import { AppError } from '@core/model/app-error';
import type { JudgeConfiguration } from '@core/model/judge';
import type { SecretStore } from '@core/ports/secret-store';
import { guardSecret } from '../../adapters/judge/hide-keys';
import { baseUrlOf, PROVIDER_FACTS } from '../../adapters/judge/open-judge';

type Where = Pick<JudgeConfiguration, 'provider' | 'baseUrl'>;

/** A key for any server, for scripts. */
const ANY_KEY = 'GNOMON_JUDGE_API_KEY';

/** Name under which a key is stored: by address, so that it is never sent to another. */
export function secretName({ provider, baseUrl }: Where): string {
  return `${provider} ${new URL(baseUrlOf({ provider, baseUrl })).origin}`;
}

/**
 * The key for a server, and where it comes from: the one that was stored for its address, `GNOMON_JUDGE_API_KEY`, or the
 * provider's own variable for the provider's own address only. Null when there is none.
 */
export async function findKey(
  where: Where,
  secrets: SecretStore,
): Promise<{ key: string; from: NonNullable<JudgeProviderState['key']> } | null> {
  const stored = await secrets.read(secretName(where));
  if (stored !== null) return { key: stored, from: secrets.kind };
  const facts = PROVIDER_FACTS[where.provider];
  const own = new URL(baseUrlOf(where)).origin === new URL(facts.baseUrl).origin;
  const given =
    process.env[ANY_KEY] ??
    (own && facts.environmentVariable ? process.env[facts.environmentVariable] : undefined);
  if (!given) return null;
  guardSecret(given);
  return { key: given, from: 'environment' };
}

/** @throws AppError('usage') when the provider's own server is asked without a key */
export function assertKey(where: Where, key: string | null): void {
  const { needsKey, label, environmentVariable, baseUrl } = PROVIDER_FACTS[where.provider];
  const own = new URL(baseUrlOf(where)).origin === new URL(baseUrl).origin;
  if (key !== null || !needsKey || !own) return;
  throw new AppError('usage', {
    message: `There is no key for ${label}.`,
    remedy: `enter it in the settings of the judge, or set ${environmentVariable}`,
  });
}

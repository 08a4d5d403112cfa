import type { JudgeConfiguration, JudgeProviderKind } from '@core/model/judge';
import type { JudgeProvider } from '@core/ports/judge-provider';
import { serverFacts } from './server-facts';

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
  const options = { configuration, baseUrl, key, official, ...(await capacityOf(configuration, key)) };
  switch (configuration.provider) {
    case 'openai':
      return (await import('./openai-judge')).openAiJudge(options);
    case 'anthropic':
      return (await import('./anthropic-judge')).anthropicJudge(options);
    case 'ollama':
      return (await import('./ollama-judge')).ollamaJudge(options);
  }
}

/** What a judge bears. */
interface JudgeCapacity {
  /** Calls in flight. */
  concurrency: number;
  /** Tokens that fit into its context, prompt and answer together; null where nobody says. */
  context: number | null;
}

/** Asks compatible servers for what they bear; of the providers' own it is known, or not said. */
export async function capacityOf(
  configuration: JudgeConfiguration,
  key: string | null,
): Promise<JudgeCapacity> {
  const { provider, baseUrl, model, numCtx } = configuration;
  const { concurrency } = PROVIDER_FACTS[provider];
  if (provider === 'ollama') return { concurrency, context: numCtx };
  if (provider !== 'openai' || baseUrl === null) return { concurrency, context: null };
  const { slots, context } = await serverFacts({ baseUrl, model }, key);
  return { concurrency: slots ?? concurrency, context };
}

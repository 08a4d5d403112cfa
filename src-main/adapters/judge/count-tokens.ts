import type { JudgeConfiguration } from '@core/model/judge';
import { isLocal } from './is-local';

export interface TokenCounter {
  count: (text: string) => number;
  name: string;
  /** False where the judge's own tokenizer is another. */
  exact: boolean;
}

/** Models whose tokenizer is o200k_base. */
const O200K = /^(?:gpt-4o|gpt-4\.1|gpt-5|chatgpt|o\d)/;

/** Counts tokens with OpenAI's o200k_base; its tables are loaded here and not before. */
export async function openTokenCounter({
  provider,
  baseUrl,
  model,
}: Pick<JudgeConfiguration, 'provider' | 'baseUrl' | 'model'>): Promise<TokenCounter> {
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  // Marks such as <|endoftext|> in a log are text like any other.
  const options = { disallowedSpecial: new Set<string>() };
  const exact = provider === 'openai' && O200K.test(model) && (baseUrl === null || !isLocal(baseUrl));
  return { count: (text) => countTokens(text, options), name: 'o200k_base', exact };
}

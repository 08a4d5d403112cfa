import type { TokenUsage } from '../model/judge';
import type { JudgePrice, JudgePriceTable } from '../model/judge-run';

type Row = readonly [model: string, input: number, cachedInput: number, output: number];

const OPENAI: readonly Row[] = [
  ['gpt-5-nano*', 0.05, 0.005, 0.4],
  ['gpt-5-mini*', 0.25, 0.025, 2],
  ['gpt-5*', 1.25, 0.125, 10],
  ['gpt-4.1-nano*', 0.1, 0.025, 0.4],
  ['gpt-4.1-mini*', 0.4, 0.1, 1.6],
  ['gpt-4.1*', 2, 0.5, 8],
  ['gpt-4o-mini*', 0.15, 0.075, 0.6],
  ['gpt-4o*', 2.5, 1.25, 10],
  ['o4-mini*', 1.1, 0.275, 4.4],
  ['o3-mini*', 1.1, 0.55, 4.4],
  ['o3*', 2, 0.5, 8],
];
const ANTHROPIC: readonly Row[] = [
  ['claude-opus-4-5*', 5, 0.5, 25],
  ['claude-opus-4*', 15, 1.5, 75],
  ['claude-sonnet-4*', 3, 0.3, 15],
  ['claude-haiku-4-5*', 1, 0.1, 5],
  ['claude-3-5-haiku*', 0.8, 0.08, 4],
];

/** List prices of the providers, USD for a million tokens; batches at half. The user's copy may be edited. */
export const DEFAULT_PRICES: JudgePriceTable = {
  asOf: '2025-11-01',
  prices: [
    ...OPENAI.map((row) => toPrice('openai', row)),
    ...ANTHROPIC.map((row) => toPrice('anthropic', row)),
  ],
};

/** The price of a model: its own entry, else that of the longest beginning; null when the table has none. */
export function findPrice(
  { prices }: JudgePriceTable,
  { provider, model }: { provider: string; model: string },
): JudgePrice | null {
  const matches = prices.filter(
    (price) =>
      price.provider === provider &&
      (price.model === model || (price.model.endsWith('*') && model.startsWith(price.model.slice(0, -1)))),
  );
  const exactness = (price: JudgePrice): number => (price.model === model ? Infinity : price.model.length);
  return matches.toSorted((a, b) => exactness(b) - exactness(a))[0] ?? null;
}

/** USD of a call. */
export function costOf(
  { input, cachedInput, output }: TokenUsage,
  price: JudgePrice,
  batch: boolean,
): number {
  const fresh = (input - cachedInput) * price.input + cachedInput * (price.cachedInput ?? price.input);
  return ((fresh + output * price.output) / 1e6) * (batch ? price.batchFactor : 1);
}

function toPrice(provider: string, [model, input, cachedInput, output]: Row): JudgePrice {
  return { provider, model, input, cachedInput, output, batchFactor: 0.5 };
}

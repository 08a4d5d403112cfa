import type { AlertRule, AlertSignal, SamplingCounts } from '../model/alert';
import { SEQUENCE_FROM, sequenceHalfWidth } from '../stats/asymptotic-sequence';
import { quantileSequenceRanks } from '../stats/quantile-sequence';
import { sampleRatioEValue } from '../stats/sample-ratio';

/** The n at which bounds are to be narrowest: an alert should come early, a verdict can wait. */
const EXPECTED = 2000;
const P = 0.95;

/** Mean with one-sided bounds, each at error alpha, that hold at every n. */
export function meanSignal(
  rule: AlertRule,
  values: Float64Array,
  { alpha, threshold }: { alpha: number; threshold: number },
): AlertSignal {
  const n = values.length;
  if (n === 0) return { rule, n, estimate: null, lower: null, upper: null, threshold };
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / n;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { rule, n, estimate: mean, ...boundsOf({ n, mean, squares, alpha }), threshold };
}

/** One value that was not seen keeps equal values from having a bound without width. */
function boundsOf({ n, mean, squares, alpha }: { n: number; mean: number; squares: number; alpha: number }) {
  if (n < SEQUENCE_FROM) return { lower: null, upper: null };
  const sd = Math.sqrt(Math.max(squares / (n - 1), 1 / n));
  const half = sequenceHalfWidth({ n, sd, alpha, expected: EXPECTED, sides: 1 });
  return { lower: mean - half, upper: mean + half };
}

/** Ratio of the arms' P95 with bounds from a confidence sequence of each quantile, each at half the error. */
export function ratioSignal(
  arms: { prod: Float64Array; shadow: Float64Array },
  { alpha, threshold }: { alpha: number; threshold: number },
): AlertSignal {
  const n = arms.prod.length;
  const rule = 'latency_p95_ratio';
  if (n === 0) return { rule, n, estimate: null, lower: null, upper: null, threshold };
  const [prod, shadow] = [arms.prod.toSorted(), arms.shadow.toSorted()];
  const { lower, upper } = quantileSequenceRanks({ n, p: P, alpha: alpha / 2, expected: EXPECTED });
  const at = (values: Float64Array, rank: number | null): number | null =>
    rank === null || rank < 1 || rank > n ? null : values[rank - 1]!;
  const middle = Math.ceil(n * P);
  return {
    rule,
    n,
    estimate: quotient(at(shadow, middle), at(prod, middle)),
    lower: quotient(at(shadow, lower), at(prod, upper)),
    upper: quotient(at(shadow, upper), at(prod, lower)),
    threshold,
  };
}

/** Share of sampled requests that gave no pair. */
export function coverageSignal(
  { sampled: n, uncovered }: SamplingCounts,
  { alpha, threshold }: { alpha: number; threshold: number },
): AlertSignal {
  const share = n === 0 ? null : uncovered / n;
  const bounds =
    share === null
      ? { lower: null, upper: null }
      : boundsOf({ n, mean: share, squares: n * share * (1 - share), alpha });
  const lower = bounds.lower === null ? null : Math.max(0, bounds.lower);
  return { rule: 'coverage', n, estimate: share, lower, upper: bounds.upper, threshold };
}

/**
 * Share that was sampled less the share that was to be: beyond nothing once the multinomial e-value has reached 1/α.
 * The bound is then the estimate itself, since an e-value has no interval.
 */
export function sampleRatioSignal(
  { eligible, expected, sampled }: SamplingCounts,
  { alpha }: { alpha: number },
): AlertSignal {
  const base = { rule: 'sample_ratio', n: eligible, threshold: 0 } as const;
  const share = eligible === 0 ? 0 : expected / eligible;
  if (share <= 0 || share >= 1) return { ...base, estimate: null, lower: null, upper: null };
  const off = Math.abs(sampled / eligible - share);
  const evidence = sampleRatioEValue([sampled, eligible - sampled], [share, 1 - share]);
  return { ...base, estimate: off, lower: evidence >= 1 / alpha ? off : null, upper: null };
}

function quotient(above: number | null, below: number | null): number | null {
  if (above === null || below === null) return null;
  const ratio = above / below;
  return Number.isFinite(ratio) ? ratio : null;
}

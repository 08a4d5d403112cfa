import type { PairedTotals } from '../stats/ratio-of-totals';

/** A column of each arm; NaN where a pair does not tell it. */
export interface PairedAmounts {
  prod: Float64Array;
  shadow: Float64Array;
}

/**
 * Means, variances and covariance (n − 1) of two paired amounts over the rows that carry both; null from fewer than two.
 * Two passes: the textbook one-pass sums cancel.
 */
export function totalsOf({ prod, shadow }: PairedAmounts, rows: Int32Array): PairedTotals | null {
  let [n, p, s] = [0, 0, 0];
  for (const row of rows) {
    if (Number.isNaN(prod[row]! + shadow[row]!)) continue;
    n++;
    p += prod[row]!;
    s += shadow[row]!;
  }
  if (n < 2) return null;
  const [meanP, meanS] = [p / n, s / n];
  let [pp, ss, ps] = [0, 0, 0];
  for (const row of rows) {
    const [x, y] = [prod[row]! - meanP, shadow[row]! - meanS];
    if (Number.isNaN(x + y)) continue;
    pp += x * x;
    ss += y * y;
    ps += x * y;
  }
  return {
    n,
    prod: { mean: meanP, variance: pp / (n - 1) },
    shadow: { mean: meanS, variance: ss / (n - 1) },
    covariance: ps / (n - 1),
  };
}

/** Deviation of each row that ln(Σ shadow / Σ prod) is linear in; NaN where the pair does not tell it or a mean is 0. */
export function relativeDeviations(
  { prod, shadow }: PairedAmounts,
  totals: PairedTotals,
): (row: number) => number {
  const [p, s] = [totals.prod.mean, totals.shadow.mean];
  return p > 0 && s > 0 ? (row) => shadow[row]! / s - prod[row]! / p : () => Number.NaN;
}

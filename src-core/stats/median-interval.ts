import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/**
 * Ranks (1-based, ascending) of the order statistics that bound a median, each one-sided at `level`, by inverting the
 * sign test: the largest l with P(Bin(n, ½) ≤ l − 1) ≤ 1 − level, and n + 1 − l. Null where n is too small for any.
 * Conover 1999, Practical Nonparametric Statistics, 3.2.
 * @param deff variance of "at or below the median" over that of independent values, at least 1; above 1 the ranks move
 *   out by the normal approximation with the larger variance, never inwards
 */
export function medianRanks(n: number, level: number, deff = 1): { lower: number; upper: number } | null {
  const half = (normalQuantile(level, 0, 1) * Math.sqrt(n * deff)) / 2;
  let lower = Math.max(0, Math.floor(n / 2 - half));
  if (deff <= 1) {
    while (binomialCdf(lower, n, 0.5) <= 1 - level) lower++;
    while (lower > 0 && binomialCdf(lower - 1, n, 0.5) > 1 - level) lower--;
  }
  return lower < 1 ? null : { lower, upper: n + 1 - lower };
}

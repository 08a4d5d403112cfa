import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/** Ranks are 1-based, ascending; null on a side on which even the extreme is not sure enough. */
interface IntervalRanks {
  lower: number | null;
  upper: number | null;
}

/**
 * Ranks of the order statistics that bound the quantile of probability `p`, each one-sided at `level`, by inverting the
 * binomial test: the largest l with P(Bin(n, p) ≤ l − 1) ≤ 1 − level, and the smallest u with P(Bin(n, p) ≤ u − 1) ≥
 * level. For the median this is the sign test. Conover 1999, Practical Nonparametric Statistics, 3.2.
 * @param options.n at least 1
 * @param options.deff variance of "at or below the quantile" over that of independent values, at least 1; above 1 the
 *   ranks move out by the normal approximation with the larger variance
 */
export function quantileInterval({
  n,
  p,
  level,
  deff = 1,
}: {
  n: number;
  p: number;
  level: number;
  deff?: number;
}): IntervalRanks {
  const half = normalQuantile(level, 0, 1) * Math.sqrt(n * p * (1 - p) * deff);
  let lower = Math.max(0, Math.floor(n * p - half));
  let upper = Math.min(n + 1, Math.ceil(n * p + half) + 1);
  if (deff <= 1) {
    const atMost = (count: number): number => binomialCdf(count, n, p);
    while (atMost(lower) <= 1 - level) lower++;
    while (lower > 0 && atMost(lower - 1) > 1 - level) lower--;
    while (upper <= n && atMost(upper - 1) < level) upper++;
    while (upper > 1 && atMost(upper - 2) >= level) upper--;
  }
  return { lower: lower < 1 ? null : lower, upper: upper > n ? null : upper };
}

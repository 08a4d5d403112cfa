import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type { Bounds } from './bounds';

/** Paired amounts of n requests: means, variances (n − 1) and covariance. */
export interface PairedTotals {
  n: number;
  shadow: { mean: number; variance: number };
  prod: { mean: number; variance: number };
  covariance: number;
}

/** Standard error of ln(Σ shadow / Σ prod) by the delta method. Both means above 0. */
export function logRatioError({ n, shadow, prod, covariance }: PairedTotals): number {
  const variance =
    shadow.variance / shadow.mean ** 2 +
    prod.variance / prod.mean ** 2 -
    (2 * covariance) / (shadow.mean * prod.mean);
  return Math.sqrt(Math.max(0, variance) / n);
}

/**
 * Bounds of the ratio of totals Σ shadow / Σ prod over the same requests, each one-sided at `level`: delta method on
 * the log scale with the paired covariance. Cochran 1977, Sampling Techniques, 6.4.
 */
export function ratioOfTotals(totals: PairedTotals, level: number): Bounds & { ratio: number } {
  const ratio = totals.shadow.mean / totals.prod.mean;
  const half = normalQuantile(level, 0, 1) * logRatioError(totals);
  return { ratio, lower: ratio * Math.exp(-half), upper: ratio * Math.exp(half) };
}

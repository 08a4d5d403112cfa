import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type { Bounds } from './bounds';

/** Pairs in which only the first (b) or only the second (c) is positive, of n in all. */
export interface PairedCounts {
  b: number;
  c: number;
  n: number;
}

/**
 * Tango's score statistic for H0: (b − c)/n has expectation `delta`; standard normal under H0, falling in `delta`.
 * Tango 1998, Stat Med 17:891 (the test is Nam 1997, Biometrics 53:1422).
 * @param counts n at least 1
 * @param delta in [−1, 1]
 */
export function tangoScore({ b, c, n }: PairedCounts, delta: number): number {
  const quadratic = 2 * n;
  const linear = -b - c + (2 * n - b + c) * delta;
  const constant = -c * delta * (1 - delta);
  const p21 = (Math.sqrt(Math.max(0, linear ** 2 - 4 * quadratic * constant)) - linear) / (2 * quadratic);
  const numerator = b - c - n * delta;
  const variance = n * (2 * p21 + delta * (1 - delta));
  if (numerator === 0) return 0;
  return numerator / Math.sqrt(Math.max(0, variance));
}

/**
 * Score bounds of D = (b − c)/n, each one-sided at `level`; ±z²/(n + z²) when b = c = 0.
 * Tango 1998, Stat Med 17:891.
 * @param counts n at least 1
 */
export function tangoBounds({ b, c, n }: PairedCounts, level: number): Bounds {
  return { lower: -upperBound({ b: c, c: b, n }, level), upper: upperBound({ b, c, n }, level) };
}

function upperBound(counts: PairedCounts, level: number): number {
  const z = normalQuantile(level, 0, 1);
  const estimate = (counts.b - counts.c) / counts.n;
  if (z === 0) return estimate;
  let inside = estimate;
  let outside = 1;
  while (true) {
    const middle = (inside + outside) / 2;
    if (middle <= inside || middle >= outside) return outside;
    if (tangoScore(counts, middle) >= -z) inside = middle;
    else outside = middle;
  }
}

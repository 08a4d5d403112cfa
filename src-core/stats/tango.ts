import type { Bounds } from './bounds';
import { type PairedCounts, scoreBounds } from './score-bounds';

/**
 * Tango's score statistic for H0: (b − c)/n has expectation `delta`; standard normal under H0, falling in `delta`.
 * Tango 1998, Stat Med 17:891 (the test is Nam 1997, Biometrics 53:1422).
 * @param counts n at least 1
 * @param delta in [−1, 1]
 */
export function tangoScore(counts: PairedCounts, delta: number): number {
  const { numerator, p12, p21 } = scoreParts(counts, delta);
  if (numerator === 0) return 0;
  return numerator / Math.sqrt(Math.max(0, counts.n * (p12 + p21 - delta ** 2)));
}

/** b − c beyond its expectation under H0, and the likeliest probabilities of both kinds of discordant pairs under it. */
export function scoreParts(
  { b, c, n }: PairedCounts,
  delta: number,
): { numerator: number; p12: number; p21: number } {
  const quadratic = 2 * n;
  const linear = -b - c + (2 * n - b + c) * delta;
  const constant = -c * delta * (1 - delta);
  const p21 = (Math.sqrt(Math.max(0, linear ** 2 - 4 * quadratic * constant)) - linear) / (2 * quadratic);
  return { numerator: b - c - n * delta, p12: p21 + delta, p21 };
}

/**
 * Score bounds of D = (b − c)/n, each one-sided at `level`; ±z²/(n + z²) when b = c = 0.
 * Tango 1998, Stat Med 17:891.
 * @param counts n at least 1
 */
export function tangoBounds(counts: PairedCounts, level: number): Bounds {
  return scoreBounds(counts, level, tangoScore);
}

import type { Bounds } from './bounds';
import { studentQuantile } from './student-quantile';

export interface Sample {
  /** At least 2. */
  n: number;
  mean: number;
  /** Standard deviation with n − 1. */
  sd: number;
}

/** Student's one-sided bounds of a mean at `level`, values taken as independent. */
export function tBounds({ n, mean, sd }: Sample, level: number): Bounds {
  const half = (studentQuantile(level, n - 1) * sd) / Math.sqrt(n);
  return { lower: mean - half, upper: mean + half };
}

/**
 * t bounds of a mean with Johnson's correction for skewness, γ·s·(1 + 2t²)/(6n), one-sided at `level`.
 * Johnson 1978, JASA 73:536. The correction is applied to the side that it widens only: on the other one the
 * plain t bound is the cautious one, and the corrected one is not monotone in the level when γ nears √n.
 * @param sample m3: third central moment with 1/n
 */
export function johnsonBounds({ n, mean, sd, m3 }: Sample & { m3: number }, level: number): Bounds {
  const plain = tBounds({ n, mean, sd }, level);
  const cubed = (sd ** 2 * (1 - 1 / n)) ** 1.5;
  if (cubed === 0) return plain;
  const skewness = m3 / cubed;
  const t = studentQuantile(level, n - 1);
  const shift = (skewness * sd * (1 + 2 * t ** 2)) / (6 * n);
  return { lower: plain.lower + Math.min(0, shift), upper: plain.upper + Math.max(0, shift) };
}

/**
 * Empirical Bernstein bounds of the mean of independent values in [0, 1], one-sided at `level`, valid at any n.
 * Maurer & Pontil 2009, arXiv 0907.3740, theorem 4.
 */
export function empiricalBernsteinBounds({ n, mean, sd }: Sample, level: number): Bounds {
  const log = Math.log(2 / (1 - level));
  const half = sd * Math.sqrt((2 * log) / n) + (7 * log) / (3 * (n - 1));
  return { lower: mean - half, upper: mean + half };
}

import type { Bounds } from './bounds';
import { type PairedCounts, scoreBounds } from './score-bounds';
import { scoreParts } from './tango';

/** Half an event: the counts are whole numbers, and the normal curve between them is not theirs. */
const CONTINUITY = 0.5;
const NEGLIGIBLE = 1e-9;

/**
 * Tango's score with the skewness of rare events taken out and a correction for continuity, so that a bound misses in no
 * more than its share of samples, whichever side it is on; the plain score misses in up to 6.1 instead of 5 %.
 * Laud 2017, Pharm Stat 16:334 (with the third moment of a paired difference).
 * @param counts n at least 1
 * @param delta in [−1, 1]
 */
export function correctedScore(counts: PairedCounts, delta: number): number {
  const { n } = counts;
  const { numerator, p12, p21 } = scoreParts(counts, delta);
  const variance = p12 + p21 - delta ** 2;
  const beyond = Math.sign(numerator) * Math.max(0, Math.abs(numerator) - CONTINUITY);
  if (beyond === 0) return 0;
  const plain = beyond / Math.sqrt(n * Math.max(0, variance));
  const third = delta - 3 * delta * (p12 + p21) + 2 * delta ** 3;
  const skew = third / (6 * variance ** 1.5 * Math.sqrt(n));
  const discriminant = 1 + 4 * skew * (plain + skew);
  // Far out the expansion has no root; nothing is decided there.
  if (!(Math.abs(skew) > NEGLIGIBLE) || !(discriminant >= 0)) return plain;
  return (Math.sqrt(discriminant) - 1) / (2 * skew);
}

/** Bounds of D = (b − c)/n from the corrected score, each one-sided at `level`. @param counts n at least 1 */
export function correctedBounds(counts: PairedCounts, level: number): Bounds {
  return scoreBounds(counts, level, correctedScore);
}

import type { SimilarityDistribution } from '../model/overview';
import { wilson } from '../stats/wilson';

const BINS = 40;

/** Histogram of the similarity and the share below the threshold; null when nothing is measured. */
export function similarityDistribution(
  similarities: Float64Array,
  threshold: number,
  level: number,
): SimilarityDistribution | null {
  const n = similarities.length;
  if (n === 0) return null;
  let least = 1;
  let below = 0;
  for (const value of similarities) {
    if (value < least) least = value;
    if (value < threshold) below++;
  }
  const from = Math.max(-1, Math.min(0.8, Math.floor(least * 10) / 10));
  const counts = Array.from({ length: BINS }, () => 0);
  for (const value of similarities)
    counts[Math.min(BINS - 1, Math.floor(((value - from) / (1 - from)) * BINS))]!++;
  return {
    n,
    from,
    to: 1,
    counts,
    threshold,
    below,
    belowUpper: wilson({ successes: below, n, level }).upper,
  };
}

import type { EncoderIdentity } from '../model/encoder-identity';
import type { SimilarityDistribution } from '../model/overview';
import { wilson } from '../stats/wilson';
import { moments } from './moments';
import { nearestRank, sortedValues } from './sorted-values';

const BINS = 40;

/** What the distribution is made from. */
export interface SimilaritySource {
  similarities: Float64Array;
  /** Similarities of outputs of different requests. */
  unrelated: Float64Array;
  encoder: EncoderIdentity | null;
  meaning: SimilarityDistribution['meaning'];
}

/** Histogram of the similarity and the share below the threshold; null when nothing is measured. */
export function similarityDistribution(
  { similarities, unrelated, encoder, meaning }: SimilaritySource,
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
  const scale = sortedValues(unrelated);
  return {
    n,
    encoder,
    unrelated:
      scale.length > 0
        ? { n: scale.length, mean: moments(scale).mean!, p95: nearestRank(scale, 0.95)! }
        : null,
    meaning,
    from,
    to: 1,
    counts,
    threshold,
    below,
    belowUpper: wilson({ successes: below, n, level }).upper,
  };
}

import type { ScoreSums } from '../../judge/running-tally';
import { SEQUENCE_FROM, sequenceHalfWidth } from '../../stats/asymptotic-sequence';
import { clusterStandardError } from '../../stats/cluster-mean-bounds';

/** n at which the sequence is narrowest, where the plan does not say otherwise. */
const EXPECTED = 5000;

/**
 * Whether the win rate is decided by a confidence sequence, which may be looked at after every judgement: its bound lies
 * on one side of the threshold. With clusters the spread is that of a value of its own with the same standard error.
 */
export function isDecided(
  { n, mean, sd, clusters }: ScoreSums,
  { threshold, level, planned }: { threshold: number; level: number; planned: number },
): boolean {
  if (n < SEQUENCE_FROM || mean === null || sd === null || sd === 0) return false;
  const clustered =
    clusters.count > 1 && clusters.count < n
      ? clusterStandardError({ n, clusters: clusters.count, squares: clusters.squares }) * Math.sqrt(n)
      : 0;
  const half = sequenceHalfWidth({
    n,
    sd: Math.max(sd, clustered),
    alpha: 1 - level,
    expected: Math.min(EXPECTED, Math.max(SEQUENCE_FROM, planned)),
    sides: 1,
  });
  return mean - half > threshold || mean + half < threshold;
}

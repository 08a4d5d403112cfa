import type { ScoreSums } from '../../judge/running-tally';
import { SEQUENCE_FROM, sequenceHalfWidth } from '../../stats/asymptotic-sequence';
import { clusterStandardError } from '../../stats/cluster-mean-bounds';

/** Units at which the sequence is narrowest, where the plan does not say otherwise. */
const EXPECTED = 5000;

/**
 * Whether the win rate is decided by a confidence sequence, which may be looked at after every judgement: its bound lies
 * on one side of the threshold. Units are pairs, or clusters where several pairs share one: the sequence then runs over
 * their number, with the spread whose standard error is the cluster-robust one, √G · CR1, or that of single pairs if that
 * is larger; and it begins with 200 of them.
 */
export function isDecided(
  { n, mean, sd, clusters }: ScoreSums,
  { threshold, level, planned }: { threshold: number; level: number; planned: number },
): boolean {
  const units = clusters.count;
  if (units < SEQUENCE_FROM || mean === null || sd === null || sd === 0) return false;
  const error = Math.max(
    sd / Math.sqrt(n),
    clusterStandardError({ n, clusters: units, squares: clusters.squares }),
  );
  const half = sequenceHalfWidth({
    n: units,
    sd: error * Math.sqrt(units),
    alpha: 1 - level,
    // Pairs are planned, and units come in the same proportion.
    expected: Math.min(EXPECTED, Math.max(SEQUENCE_FROM, (planned * units) / n)),
    sides: 1,
  });
  return mean - half > threshold || mean + half < threshold;
}

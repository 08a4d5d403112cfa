import type { HumanEvidence } from '../model/evidence';
import type { Database } from '../ports/database';
import { humanCounts, humanScores } from '../sql/human-queries';
import { clusterSpread } from './cluster-spread';
import { moments } from './moments';
import { denseCodes } from './pair-values';

/**
 * What people prefer, from the labels in the table; null where nobody has labelled a pair.
 * @param cluster SQL of the cluster column, null for none
 */
export async function humanEvidence(db: Database, cluster: string | null): Promise<HumanEvidence | null> {
  const [counts] = await db.query<{ scored: number; bothBad: number; blind: number; comparable: number }>(
    humanCounts(),
  );
  const { scored, bothBad, blind, comparable } = counts!;
  if (scored + bothBad === 0) return null;
  const { score, cluster: codes } = await db.numbers<'score' | 'cluster'>(humanScores(cluster));
  const rows = score.keys();
  return {
    n: scored,
    ...moments(score),
    unmeasured: Math.max(0, comparable - scored - bothBad),
    source: 'people',
    ...(cluster !== null && { clusters: clusterSpread(rows, denseCodes(codes), (row) => score[row]!) }),
    bothBad,
    blind,
  };
}

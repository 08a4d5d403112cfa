import type { HumanEvidence } from '../model/evidence';
import type { Database } from '../ports/database';
import { humanScores, LABELLABLE } from '../sql/human-queries';
import { clusterSpread } from './cluster-spread';
import { moments } from './moments';
import { denseCodes } from './pair-values';

/**
 * What people prefer, from the labels in the table; null where nobody has labelled a pair.
 * @param cluster SQL of the cluster column, null for none
 * @param left sequence numbers of pairs that are taken as if they were not there
 */
export async function humanEvidence(
  db: Database,
  cluster: string | null,
  left: { seqs: ReadonlySet<number>; answered: number } | null = null,
): Promise<HumanEvidence | null> {
  const labelled = await db.numbers<'seq' | 'score' | 'cluster' | 'bothBad' | 'blind' | 'here'>(
    humanScores(cluster),
  );
  const kept = Int32Array.from(labelled.seq.keys()).filter((row) => !left?.seqs.has(labelled.seq[row]!));
  const sum = (column: Float64Array): number => kept.reduce((total, row) => total + column[row]!, 0);
  const scored = kept.filter((row) => !Number.isNaN(labelled.score[row]!));
  const bothBad = sum(labelled.bothBad);
  if (scored.length + bothBad === 0) return null;
  const comparable = left?.answered ?? (await db.query<{ n: number }>(LABELLABLE))[0]!.n;
  return {
    n: scored.length,
    ...moments(Float64Array.from(scored, (row) => labelled.score[row]!)),
    unmeasured: Math.max(0, comparable - scored.length - bothBad),
    source: 'people',
    ...(cluster !== null && {
      clusters: clusterSpread(scored, denseCodes(labelled.cluster), (row) => labelled.score[row]!),
    }),
    // Votes of the log come all at once; who labels goes on.
    ...(sum(labelled.here) > 0 && { open: true }),
    bothBad,
    blind: sum(labelled.blind),
  };
}

import type { Evidence, MomentEvidence, SliceEvidence } from '../model/evidence';
import type { Plan } from '../model/plan';
import type { Database } from '../ports/database';
import { seqsOfTag } from '../sql/pair-values-queries';
import { findClusterColumn } from './cluster-column';
import { humanEvidence } from './human-evidence';
import { ownEvidence } from './own-evidence';
import { loadPairValues, type PairValues } from './pair-values';
import { sliceEvidence } from './slice-evidence';

/**
 * Adds to the evidence what stands beside the built-in criteria: spread between clusters, what people prefer, metrics of
 * the plan's own, protected slices. Costs a pass over the pairs only where one of them is needed.
 */
export async function completeEvidence(
  evidence: Evidence,
  { db, plan, tagKeys }: { db: Database; plan: Plan; tagKeys: readonly string[] },
): Promise<Evidence> {
  const cluster = await findClusterColumn(db, tagKeys, plan.clusterBy);
  const human = await humanEvidence(db, cluster?.sql ?? null);
  const metrics = Object.keys(plan.own) as (keyof Plan['own'])[];
  const needsValues =
    cluster !== null || plan.protected.length > 0 || metrics.some((metric) => metric.startsWith('latency_'));
  const values = needsValues ? await loadPairValues(db, { cluster: cluster?.sql ?? null }) : null;
  const whole = values && cluster ? withClusters(evidence, values) : evidence;
  return {
    ...whole,
    ...(metrics.length > 0 && { own: await ownEvidence(metrics, { db, values, evidence }) }),
    ...(values &&
      plan.protected.length > 0 && {
        protected: await protectedEvidence(values, evidence, { db, plan, tagKeys }),
      }),
    ...(cluster && { clusters: cluster.column }),
    ...(human && { humanWinRate: human }),
  };
}

function withClusters(evidence: Evidence, values: PairValues): Evidence {
  const all = Int32Array.from({ length: values.n }, (_, row) => row);
  const { latency, errors, similarity, winRate } = sliceEvidence(values, all, {
    similarity: null,
    winRate: null,
  });
  return {
    ...evidence,
    latency: { ...evidence.latency, clusters: latency.clusters ?? null },
    errors: { ...evidence.errors, clusters: errors.clusters ?? null },
    similarity: spreadOf(evidence.similarity, similarity),
    winRate: spreadOf(evidence.winRate, winRate),
  };
}

/** The spread belongs to the score only where both are over the same pairs. */
function spreadOf(score: MomentEvidence, found: MomentEvidence): MomentEvidence {
  return { ...score, clusters: score.n === found.n ? (found.clusters ?? null) : null };
}

async function protectedEvidence(
  values: PairValues,
  { similarity, winRate }: Evidence,
  { db, plan, tagKeys }: { db: Database; plan: Plan; tagKeys: readonly string[] },
): Promise<Record<string, SliceEvidence>> {
  const rowOf = new Map(Array.from(values.seq, (seq, row) => [seq, row]));
  const found: [string, SliceEvidence][] = [];
  for (const { tag, value } of plan.protected) {
    if (!tagKeys.includes(tag)) continue;
    const seqs = await db.query<{ seq: number }>(seqsOfTag(tag), [value]);
    const rows = Int32Array.from(seqs, ({ seq }) => rowOf.get(seq)!);
    found.push([
      `${tag}=${value}`,
      sliceEvidence(values, rows, { similarity: similarity.source, winRate: winRate.source }),
    ]);
  }
  return Object.fromEntries(found);
}

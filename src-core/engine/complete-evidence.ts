import type { Evidence, MomentEvidence, SliceEvidence } from '../model/evidence';
import type { MetricId } from '../model/metric';
import type { Plan } from '../model/plan';
import type { Database } from '../ports/database';
import { seqsOfTag } from '../sql/pair-values-queries';
import { findClusterColumn } from './cluster-column';
import { humanEvidence } from './human-evidence';
import { ownEvidence } from './own-evidence';
import { loadPairValues, type PairValues } from './pair-values';
import { sliceEvidence } from './slice-evidence';
import { hasTraits } from './has-traits';

export interface CompleteRequest {
  db: Database;
  plan: Plan;
  tagKeys: readonly string[];
}

/**
 * Adds to the evidence what stands beside the built-in criteria: spread between clusters, what people prefer, metrics of
 * the plan's own, protected slices. Costs a pass over the pairs only where one of them is needed.
 */
export async function completeEvidence(evidence: Evidence, request: CompleteRequest): Promise<Evidence> {
  const { db, plan, tagKeys } = request;
  const cluster = await findClusterColumn(db, tagKeys, plan.clusterBy);
  const human = await humanEvidence(db, cluster?.sql ?? null);
  const metrics = ownMetrics(plan);
  const needsValues = cluster !== null || plan.protected.length > 0 || metrics.length > 0;
  const values = needsValues
    ? await loadPairValues(db, { cluster: cluster?.sql ?? null, metrics, traits: await hasTraits(db) })
    : null;
  return {
    ...(values && cluster ? withClusters(evidence, values) : evidence),
    ...(values && (await planned(evidence, values, { ...request, rows: allRows(values) }))),
    ...(cluster && { clusters: cluster.column }),
    ...(human && { humanWinRate: human }),
  };
}

/** Metrics that the plan has a criterion of its own on. */
export function ownMetrics(plan: Plan): MetricId[] {
  return Object.keys(plan.own) as MetricId[];
}

export function allRows({ n }: Pick<PairValues, 'n'>): Int32Array {
  const rows = new Int32Array(n);
  for (let row = 0; row < n; row++) rows[row] = row;
  return rows;
}

/**
 * What the plan asks for beside the built-in criteria, over some of the rows: its own metrics and its protected slices.
 * @param evidence of the built-in criteria over the same rows
 */
export async function planned(
  evidence: SliceEvidence,
  values: PairValues,
  { db, plan, tagKeys, rows }: CompleteRequest & { rows: Int32Array },
): Promise<Pick<Evidence, 'own' | 'protected'>> {
  const metrics = ownMetrics(plan);
  return {
    ...(metrics.length > 0 && { own: ownEvidence(metrics, { values, rows, errors: evidence.errors }) }),
    ...(plan.protected.length > 0 && {
      protected: await protectedEvidence(evidence, values, { db, plan, tagKeys, rows }),
    }),
  };
}

function withClusters(evidence: Evidence, values: PairValues): Evidence {
  const { latency, errors, similarity, winRate } = sliceEvidence(values, allRows(values), {
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
  { similarity, winRate }: SliceEvidence,
  values: PairValues,
  { db, plan, tagKeys, rows }: CompleteRequest & { rows: Int32Array },
): Promise<Record<string, SliceEvidence>> {
  const rowOf = new Map(Array.from(rows, (row) => [values.seq[row]!, row]));
  const found: [string, SliceEvidence][] = [];
  for (const { tag, value } of plan.protected) {
    if (!tagKeys.includes(tag)) continue;
    const seqs = await db.query<{ seq: number }>(seqsOfTag(tag), [value]);
    const members = Int32Array.from(
      seqs.flatMap(({ seq }) => {
        const row = rowOf.get(seq);
        return row === undefined ? [] : [row];
      }),
    );
    found.push([
      `${tag}=${value}`,
      sliceEvidence(values, members, { similarity: similarity.source, winRate: winRate.source }),
    ]);
  }
  return Object.fromEntries(found);
}

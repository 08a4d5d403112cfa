import type { Evidence } from '../model/evidence';
import type { PairFilter } from '../model/pair-filter';
import type { Plan } from '../model/plan';
import type { Database } from '../ports/database';
import { filterSql } from '../sql/filter-sql';
import { exportableColumns } from '../sql/pair-filter';
import { findClusterColumn } from './cluster-column';
import { loadPairValues } from './pair-values';
import { sliceEvidence } from './slice-evidence';

/**
 * Evidence as if the pairs of some filters were not there, for what-if: the built-in criteria over the rest. Metrics of
 * one's own and protected slices keep the evidence that they have.
 * @param exclude a pair is left out when any of the filters holds for it
 */
export async function evidenceWithout(
  evidence: Evidence,
  exclude: readonly PairFilter[],
  {
    db,
    plan,
    tagKeys,
    labelKeys,
  }: { db: Database; plan: Plan; tagKeys: readonly string[]; labelKeys: readonly string[] },
): Promise<{ evidence: Evidence; excluded: number }> {
  const context = { columns: exportableColumns(tagKeys, labelKeys) };
  const conditions = exclude.map((filter) => filterSql(filter, context));
  const gone = await db.query<{ seq: number }>(
    `SELECT seq FROM pairs WHERE ${conditions.map(({ sql }) => `(${sql})`).join(' OR ') || 'FALSE'}`,
    conditions.flatMap(({ params }) => params),
  );
  const cluster = await findClusterColumn(db, tagKeys, plan.clusterBy);
  const values = await loadPairValues(db, { cluster: cluster?.sql ?? null });
  const left = new Set(gone.map(({ seq }) => seq));
  const rows = Int32Array.from({ length: values.n }, (_, row) => row).filter(
    (row) => !left.has(values.seq[row]!),
  );
  const rest = sliceEvidence(values, rows, {
    similarity: evidence.similarity.source,
    winRate: evidence.winRate.source,
  });
  return { evidence: { ...evidence, ...rest }, excluded: gone.length };
}

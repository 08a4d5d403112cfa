import { LONGEST_QUEUE, type ReviewQueue } from '../model/api/review';
import type { PairFilter } from '../model/pair-filter';
import type { Database } from '../ports/database';
import type { WorkspaceStore } from '../ports/workspace-store';
import { filterSql } from '../sql/filter-sql';
import { COMPARABLE } from './comparable-pairs';
import { exportableColumns } from '../sql/pair-filter';

/**
 * Comparable pairs that a filter holds for, in order of import; a sample comes in its random order, so that the first
 * n of it are a sample too.
 * @throws AppError('usage') for an unknown column
 */
export async function reviewQueue(
  { db, store }: { db: Database; store: WorkspaceStore },
  filter: PairFilter,
  isLabelled: (requestId: string) => boolean,
): Promise<ReviewQueue> {
  const { tagKeys, labelKeys } = store.manifest;
  const columns = exportableColumns(tagKeys, labelKeys);
  const sample = filter.find((condition) => condition.kind === 'sample');
  // Drawn from what can be compared: a sample of all pairs would shrink by those that can not.
  const rest = filterSql(
    filter.filter((condition) => condition !== sample),
    { columns },
  );
  const where = `${COMPARABLE} AND ${rest.sql}`;
  const [count] = await db.query<{ n: number }>(
    `SELECT count(*)::DOUBLE AS n FROM pairs WHERE ${where}`,
    rest.params,
  );
  const order = sample === undefined ? 'seq' : 'hash(seq + ?), seq';
  const rows = await db.query<{ request_id: string }>(
    `SELECT request_id FROM pairs WHERE ${where} ORDER BY ${order} LIMIT ?`,
    [
      ...rest.params,
      ...(sample === undefined ? [] : [sample.seed]),
      Math.min(sample?.n ?? LONGEST_QUEUE, LONGEST_QUEUE),
    ],
  );
  const requestIds = rows.map((row) => row.request_id);
  const labelled = [...requestIds.keys()].filter((at) => isLabelled(requestIds[at]!));
  return { requestIds, labelled, total: count?.n ?? 0 };
}

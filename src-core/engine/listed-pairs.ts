import type { PairFilter } from '../model/pair-filter';
import type { Database } from '../ports/database';
import { ADD_LISTED, FORGET_LISTED, isListed, KEEP_LISTED } from '../sql/chosen-pairs';
import { type FilterContext, filterSql } from '../sql/filter-sql';
import type { Condition } from '../sql/pair-filter';

/** Numbers in one text: DuckDB-WASM crashes when it splits one of some 400 kB, as in annotate-pairs. */
const CHUNK = 20_000;

/**
 * Filters as SQL conditions over `pairs`, in their order. Pairs that they list one by one lie in a table meanwhile, so that
 * a search that found half a million costs no more than any other condition. Call it while nothing else uses the database.
 * @param filters without text conditions
 * @throws AppError('usage') for an unknown column; 'cancelled' when the signal aborts
 */
export async function withListedPairs<T>(
  db: Database,
  filters: readonly PairFilter[],
  { signal, ...context }: FilterContext & { signal?: AbortSignal },
  work: (conditions: readonly Condition[]) => Promise<T>,
): Promise<T> {
  const lists: (readonly number[])[] = [];
  const conditions = filters.map((filter): Condition => {
    const listed = filter.flatMap((condition) =>
      condition.kind === 'pairs' ? [isListed(lists.push(condition.seqs) - 1)] : [],
    );
    const { sql, params } = filterSql(
      filter.filter(({ kind }) => kind !== 'pairs'),
      context,
    );
    return { sql: [sql, ...listed].map((each) => `(${each})`).join(' AND '), params };
  });
  try {
    await db.query(KEEP_LISTED);
    for (const [list, seqs] of lists.entries())
      for (let from = 0; from < seqs.length; from += CHUNK)
        await db.query(
          ADD_LISTED,
          [list, seqs.slice(from, from + CHUNK).join(',')],
          signal ? { signal } : {},
        );
    return await work(conditions);
  } finally {
    await db.query(FORGET_LISTED);
  }
}

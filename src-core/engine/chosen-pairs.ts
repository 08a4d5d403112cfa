import type { PairFilter } from '../model/pair-filter';
import type { Database } from '../ports/database';
import {
  ADD_LISTED,
  CHOSEN,
  choosePairs,
  FORGET_CHOSEN,
  isListed,
  KEEP_LISTED,
  overChosen,
} from '../sql/chosen-pairs';
import { filterSql } from '../sql/filter-sql';
import { exportableColumns } from '../sql/pair-filter';

/** Numbers in one text: DuckDB-WASM crashes when it splits one of some 400 kB, as in annotate-pairs. */
const CHUNK = 20_000;

export interface ChosenRequest {
  /** Without text conditions: the pairs that they hold for are listed instead. */
  filter: PairFilter;
  tagKeys: readonly string[];
  labelKeys: readonly string[];
  signal?: AbortSignal;
}

/**
 * Runs a use case on a database whose `pairs` are those of a filter alone, so that whatever is computed of all pairs is
 * computed of these in the same way. Call it while nothing else uses the database.
 * @throws AppError('usage') for an unknown column; 'cancelled' when the signal aborts
 */
export async function withChosenPairs<T>(
  db: Database,
  { filter, tagKeys, labelKeys, signal }: ChosenRequest,
  compute: (chosen: Database) => Promise<T>,
): Promise<T> {
  const options = signal ? { signal } : {};
  const lists = filter.flatMap((condition) => (condition.kind === 'pairs' ? [condition.seqs] : []));
  const { sql, params } = filterSql(
    filter.filter(({ kind }) => kind !== 'pairs'),
    { columns: exportableColumns(tagKeys, labelKeys) },
  );
  const all = [sql, ...lists.map((_, list) => isListed(list))].map((each) => `(${each})`).join(' AND ');
  try {
    await db.query(KEEP_LISTED);
    for (const [list, seqs] of lists.entries())
      for (let from = 0; from < seqs.length; from += CHUNK)
        await db.query(ADD_LISTED, [list, seqs.slice(from, from + CHUNK).join(',')], options);
    await db.query(choosePairs(all), params, options);
    return await compute(chosenOnly(db, options));
  } finally {
    for (const statement of FORGET_CHOSEN) await db.query(statement);
  }
}

function chosenOnly(db: Database, options: { signal?: AbortSignal }): Database {
  const table = (name: string): string => (name === 'pairs' ? `(${CHOSEN}) AS pairs` : name);
  return {
    ...db,
    query: (sql, params) => db.query(overChosen(sql), params, options),
    numbers: (sql) => db.numbers(overChosen(sql), options),
    categories: (expression, name) => db.categories(expression, table(name)),
    texts: (expression, name) => db.texts(expression, table(name)),
  };
}

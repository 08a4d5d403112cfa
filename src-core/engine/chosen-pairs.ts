import type { PairFilter } from '../model/pair-filter';
import type { Database } from '../ports/database';
import { CHOSEN, choosePairs, FORGET_CHOSEN, overChosen } from '../sql/chosen-pairs';
import { exportableColumns } from '../sql/pair-filter';
import { withListedPairs } from './listed-pairs';

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
  const context = { columns: exportableColumns(tagKeys, labelKeys), ...options };
  return withListedPairs(db, [filter], context, async ([chosen]) => {
    try {
      await db.query(choosePairs(chosen!.sql), chosen!.params, options);
      return await compute(chosenOnly(db, options));
    } finally {
      await db.query(FORGET_CHOSEN);
    }
  });
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

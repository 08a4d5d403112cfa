import type { Database } from '../ports/database';
import { ADD_ANNOTATIONS, type AnnotationColumn, annotateSql, annotationParams } from '../sql/annotations';

/**
 * Pairs changed by one statement. DuckDB-WASM crashes ("memory access out of bounds") when it splits a text of some
 * 400 kB, which the numbers of 60,000 pairs are.
 */
const CHUNK = 20_000;

/** Adds the annotation columns, all empty, to a table that was just loaded. */
export async function addAnnotations(db: Database): Promise<void> {
  for (const statement of ADD_ANNOTATIONS) await db.query(statement);
}

/** Values of some annotations of one pair, in the order in which the columns are named; null clears. */
export type AnnotationRow = readonly [seq: number, ...values: (string | number | null)[]];

/** Sets annotations of some pairs in one pass over the table. Pairs that are not named keep theirs. */
export async function annotatePairs(
  db: Database,
  columns: readonly AnnotationColumn[],
  rows: readonly AnnotationRow[],
): Promise<void> {
  const sql = annotateSql(columns);
  for (let from = 0; from < rows.length; from += CHUNK)
    await db.query(sql, annotationParams(columns.length, rows.slice(from, from + CHUNK)));
}

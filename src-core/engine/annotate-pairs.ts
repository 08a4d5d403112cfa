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

/** Sets one annotation of some pairs; null clears it. Pairs that are not named keep theirs. */
export async function annotatePairs(
  db: Database,
  column: AnnotationColumn,
  values: Iterable<readonly [seq: number, value: string | number | null]>,
): Promise<void> {
  let chunk: (readonly [number, string | number | null])[] = [];
  const flush = async (): Promise<void> => {
    if (chunk.length > 0) await db.query(annotateSql(column), annotationParams(chunk));
    chunk = [];
  };
  for (const value of values) {
    chunk.push(value);
    if (chunk.length === CHUNK) await flush();
  }
  await flush();
}

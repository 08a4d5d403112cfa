import type { Database } from '../ports/database';

/** Pairs whose arms both answered with a text. */
export const COMPARABLE = 'outcome = 0 AND prod_chars IS NOT NULL AND shadow_chars IS NOT NULL';

/** How many pairs can be compared. */
export async function countComparable(db: Database): Promise<number> {
  const [row] = await db.query<{ n: number }>(`SELECT count(*)::DOUBLE AS n FROM pairs WHERE ${COMPARABLE}`);
  return row?.n ?? 0;
}

/** Sequence numbers of the pairs whose arms both answered with a text, ascending. */
export async function comparablePairs(db: Database): Promise<Int32Array> {
  const { seq } = await db.numbers<'seq'>(`SELECT seq FROM pairs WHERE ${COMPARABLE} ORDER BY seq`);
  return Int32Array.from(seq);
}

/** Sequence numbers of all pairs, ascending. */
export async function allPairs(db: Database): Promise<Int32Array> {
  const { seq } = await db.numbers<'seq'>('SELECT seq FROM pairs ORDER BY seq');
  return Int32Array.from(seq);
}

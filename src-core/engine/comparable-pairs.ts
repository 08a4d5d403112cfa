import type { Database } from '../ports/database';

/** Sequence numbers of the pairs whose arms both answered with a text, ascending. */
export async function comparablePairs(db: Database): Promise<Int32Array> {
  const { seq } = await db.numbers<'seq'>(
    'SELECT seq FROM pairs WHERE outcome = 0 AND prod_chars IS NOT NULL AND shadow_chars IS NOT NULL ORDER BY seq',
  );
  return Int32Array.from(seq);
}

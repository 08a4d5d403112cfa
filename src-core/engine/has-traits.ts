import type { Database } from '../ports/database';
import { HAS_TRAITS } from '../sql/traits-table';

/** Whether texts of the loaded workspace have been read for traits. */
export async function hasTraits(db: Database): Promise<boolean> {
  const [row] = await db.query<{ n: number }>(HAS_TRAITS);
  return row!.n > 0;
}

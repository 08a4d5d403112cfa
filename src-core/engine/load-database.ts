import type { DataQuality } from '../model/overview';
import type { Database } from '../ports/database';
import type { WorkspaceStore } from '../ports/workspace-store';
import { TRAITS_TABLE } from '../sql/traits-table';

/**
 * Fills the table `pairs` (see sql/pairs-table) from the workspace's segments; says which could not be read.
 * @param onPairs is told how many pairs are done with after each segment
 */
export async function loadDatabase(
  db: Database,
  store: WorkspaceStore,
  onPairs: (done: number) => void,
): Promise<DataQuality['damaged']> {
  let done = 0;
  const damaged: { segment: string; pairs: number; reason: string }[] = [];
  await db.dropTable('pairs');
  await db.dropTable(TRAITS_TABLE);
  await db.appendFromArrow('pairs', store.emptySegment());
  for await (const { name, pairs, bytes, reason } of store.hotSegments()) {
    if (bytes === null) damaged.push({ segment: name, pairs, reason });
    else await db.appendFromArrow('pairs', bytes);
    done += pairs;
    onPairs(done);
  }
  return damaged;
}

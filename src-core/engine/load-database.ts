import type { DataQuality } from '../model/overview';
import type { Database } from '../ports/database';
import type { WorkspaceStore } from '../ports/workspace-store';
import { createPairsTable, insertStage } from '../sql/pairs-table';

/** Fills a fresh database from the workspace's segments; says which could not be read. */
export async function loadDatabase(db: Database, store: WorkspaceStore): Promise<DataQuality['damaged']> {
  const damaged: { segment: string; pairs: number; reason: string }[] = [];
  await db.query('DROP TABLE IF EXISTS pairs');
  await db.query(createPairsTable(store.manifest));
  for await (const { name, pairs, bytes, reason } of store.hotSegments()) {
    if (bytes === null) {
      damaged.push({ segment: name, pairs, reason });
      continue;
    }
    await db.createTableFromArrow('stage', bytes);
    await db.query(insertStage());
    await db.query('DROP TABLE stage');
  }
  return damaged;
}

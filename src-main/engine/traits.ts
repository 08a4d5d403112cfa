import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasTraits } from '@core/engine/has-traits';
import type { Database } from '@core/ports/database';
import type { WorkspaceStore } from '@core/ports/workspace-store';
import { TRAITS_TABLE } from '@core/sql/traits-table';

/** Changes whenever the checks or their columns do. */
const VERSION = 1;

/** The cache file of what the texts of a workspace show; another text, another file. */
export function traitsFile({ path, manifest }: Pick<WorkspaceStore, 'path' | 'manifest'>): string {
  const texts = manifest.segments.map(({ textsSha256 }) => textsSha256);
  const key = createHash('sha256')
    .update(JSON.stringify([VERSION, texts]))
    .digest('hex')
    .slice(0, 16);
  return join(path, 'cache', `traits-${key}.arrows`);
}

export async function haveTraits(store: Pick<WorkspaceStore, 'path' | 'manifest'>): Promise<boolean> {
  return access(traitsFile(store)).then(
    () => true,
    () => false,
  );
}

/** The file that the table `traits` of a database was filled from: a workspace that has grown has another. */
const filledFrom = new WeakMap<Database, string>();

/** Fills the table `traits` of the loaded workspace from the cache, where its texts have been read. */
export async function loadTraits(db: Database, store: WorkspaceStore): Promise<void> {
  const file = traitsFile(store);
  if (filledFrom.get(db) === file && (await hasTraits(db))) return;
  await db.dropTable(TRAITS_TABLE);
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) return;
  await db.appendFromArrow(TRAITS_TABLE, bytes);
  filledFrom.set(db, file);
}

/** What tells one state of the read texts from another. */
export async function traitsState(store: Pick<WorkspaceStore, 'path' | 'manifest'>): Promise<boolean> {
  return haveTraits(store);
}

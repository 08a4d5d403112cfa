import { placeOnMap } from '@core/engine/place-on-map';
import type { Database } from '@core/ports/database';
import type { WorkspaceStore } from '@core/ports/workspace-store';
import { readMap, readMapPoints } from '../adapters/workspace/map-files';

/** Fills the map's columns from the map that counts; empties them where there is none. */
export async function applyMap(db: Database, store: WorkspaceStore): Promise<void> {
  const map = await readMap(store.path);
  await placeOnMap(db, map && (await readMapPoints(store.path, map)));
}

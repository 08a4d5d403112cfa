import type { Database } from '../ports/database';
import { PLACE_ON_MAP } from '../sql/map-queries';

const TABLE = 'map_points';

/** @param points seq, x, y and cluster as an Arrow IPC stream; null clears the map */
export async function placeOnMap(db: Database, points: Uint8Array | null): Promise<void> {
  const [clear, place] = PLACE_ON_MAP;
  await db.query(clear);
  if (points === null) return;
  await db.dropTable(TABLE);
  await db.appendFromArrow(TABLE, points);
  await db.query(place);
  await db.dropTable(TABLE);
}

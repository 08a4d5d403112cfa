import { MAP_POINT_BYTES } from '../model/api/map';
import { MEANING_CLASSES } from '../model/meaning';
import type { MapRecord } from '../model/pair-map';
import type { Database } from '../ports/database';
import { MAP_CLASSES, MAP_POINTS } from '../sql/map-queries';

/** The points of the map as the window draws them; the layout is described in model/api/map. */
export async function mapPoints(db: Database, { clusters }: MapRecord): Promise<Uint8Array> {
  const { seq, x, y, similarity } = await db.numbers<'seq' | 'x' | 'y' | 'similarity'>(MAP_POINTS);
  const rows = await db.query<{ cluster: string | null; class: string | null }>(MAP_CLASSES);
  const n = seq.length;
  const buffer = new ArrayBuffer(n * MAP_POINT_BYTES);
  new Int32Array(buffer, 0, n).set(seq);
  new Float32Array(buffer, 4 * n, n).set(x);
  new Float32Array(buffer, 8 * n, n).set(y);
  new Float32Array(buffer, 12 * n, n).set(similarity);
  const cluster = new Int16Array(buffer, 16 * n, n);
  const meaning = new Uint8Array(buffer, 18 * n, n);
  const clusterOf = new Map(clusters.map(({ name }, i) => [name, i]));
  const classOf = new Map(Object.keys(MEANING_CLASSES).map((name, i) => [name, i]));
  rows.forEach((row, i) => {
    cluster[i] = clusterOf.get(row.cluster ?? '') ?? -1;
    meaning[i] = classOf.get(row.class ?? '') ?? 255;
  });
  return new Uint8Array(buffer);
}

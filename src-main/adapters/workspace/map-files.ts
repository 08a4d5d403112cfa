import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { type MapCluster, type MapRecord, MapRecordSchema } from '@core/model/pair-map';
import { DictionaryBuilder, float64Builder, int32Builder } from '../arrow/column-builders';
import { encodeStream } from '../arrow/encode-stream';
import { type Disk, realDisk } from './disk';
import { openJournal } from './journal';

/** The maps that were drawn of a workspace; the last line counts, the points lie in a file beside it. */
export const MAPS_FILE = 'maps.jsonl';
const MAP_FOLDER = 'map';

interface Points {
  seqs: Int32Array;
  x: Float32Array;
  y: Float32Array;
  cluster: Int16Array;
}

/**
 * Stores a map: first its points, whole or not at all, then the line that makes it count. The file of the map before is
 * removed.
 */
export async function storeMap(
  workspace: string,
  { points, ...record }: Omit<MapRecord, 'file'> & { points: Points },
  disk: Disk = realDisk,
): Promise<MapRecord> {
  const before = await readMap(workspace);
  const bytes = encodePoints(points, record.clusters);
  const file = `${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.arrows`;
  const stored: MapRecord = { file, ...record };
  await disk.writeAtomically(join(workspace, MAP_FOLDER, file), bytes);
  await journal(workspace, disk).append([stored]);
  if (before && before.file !== file) await rm(join(workspace, MAP_FOLDER, before.file), { force: true });
  return stored;
}

/** The map that counts; null when none was drawn. */
export async function readMap(workspace: string): Promise<MapRecord | null> {
  return (await journal(workspace, realDisk).read()).entries.at(-1) ?? null;
}

/** Points of a map as an Arrow IPC stream: seq, x, y, cluster (its name, null between clusters); null when it is gone. */
export function readMapPoints(workspace: string, { file }: MapRecord): Promise<Uint8Array | null> {
  return readFile(join(workspace, MAP_FOLDER, file)).catch(() => null);
}

function journal(workspace: string, disk: Disk) {
  return openJournal(workspace, MAPS_FILE, (value) => v.parse(MapRecordSchema, value), disk);
}

function encodePoints({ seqs, x, y, cluster }: Points, clusters: readonly MapCluster[]): Uint8Array {
  const seq = int32Builder();
  const [across, up] = [float64Builder(), float64Builder()];
  const name = new DictionaryBuilder();
  for (let i = 0; i < seqs.length; i++) {
    seq.append(seqs[i]!);
    across.append(x[i]!);
    up.append(y[i]!);
    name.append(clusters[cluster[i]!]?.name ?? null);
  }
  return encodeStream([
    ['seq', seq.finish()],
    ['x', across.finish()],
    ['y', up.finish()],
    ['cluster', name.finish()],
  ]);
}

import { MAP_POINT_BYTES, type MapEvent, type MapState } from '@core/model/api/map';
import type { PairDetail } from '@core/model/api/pair';
import { call, getJson, post, withSignal, workspacePath } from './client';
import { readNdjson } from './ndjson';

/** Points of a map, one entry a pair in every array. */
export interface MapPoints {
  n: number;
  seqs: Int32Array;
  x: Float32Array;
  y: Float32Array;
  /** NaN where not measured. */
  similarity: Float32Array;
  /** Place in the map's clusters; −1 between them. */
  cluster: Int16Array;
  /** Place in MEANING_CLASSES; 255: none. */
  meaning: Uint8Array;
}

export function getMap(workspace: string, signal?: AbortSignal): Promise<MapState> {
  return getJson(`${workspacePath(workspace)}/map`, signal);
}

/** Draws the map anew, yielding what happens; aborting the signal cancels and leaves the old one. */
export async function* drawMap(workspace: string, signal: AbortSignal): AsyncGenerator<MapEvent> {
  const { body } = await post(`${workspacePath(workspace)}/map`, {}, signal);
  if (body !== null) yield* readNdjson<MapEvent>(body);
}

export async function getMapPoints(workspace: string, signal?: AbortSignal): Promise<MapPoints> {
  const response = await call(`${workspacePath(workspace)}/map/points`, withSignal({}, signal));
  const bytes = await response.arrayBuffer();
  const n = bytes.byteLength / MAP_POINT_BYTES;
  return {
    n,
    seqs: new Int32Array(bytes, 0, n),
    x: new Float32Array(bytes, 4 * n, n),
    y: new Float32Array(bytes, 8 * n, n),
    similarity: new Float32Array(bytes, 12 * n, n),
    cluster: new Int16Array(bytes, 16 * n, n),
    meaning: new Uint8Array(bytes, 18 * n, n),
  };
}

/** The pair of a point. Its request id is as it was logged: pairs are asked for by it. */
export async function getPairOfPoint(
  workspace: string,
  seq: number,
  signal?: AbortSignal,
): Promise<Pick<PairDetail, 'requestId' | 'prompt'>> {
  const response = await call(`${workspacePath(workspace)}/pairs/${seq}`, withSignal({}, signal));
  return response.json() as Promise<PairDetail>;
}

import type { ApiErrorBody } from '../api';
import type { MapProgress, MapRecord } from '../pair-map';

/**
 * The map of disagreements.
 *
 *   GET    /api/workspaces/:id/map                   → MapState
 *   POST   /api/workspaces/:id/map                   → NDJSON of MapEvent; abort the request to cancel
 *   GET    /api/workspaces/:id/map/points            → bytes, see MAP_POINT_COLUMNS
 */
export interface MapState {
  /** Null when none was drawn, or its file is gone. */
  map: MapRecord | null;
  /** Why it is out of date: the figures are another encoder's now, or pairs were measured since. */
  stale: 'encoder' | 'pairs' | null;
  /** Pairs whose outputs differ and that have a similarity: what a map would show now. */
  drawable: number;
}

export type MapEvent =
  | { type: 'progress'; progress: MapProgress }
  | { type: 'done'; map: MapRecord }
  | { type: 'error'; error: ApiErrorBody };

/**
 * The points as columns one after another, little-endian, n entries each: sequence number (Int32), x, y (Float32),
 * similarity (Float32), cluster (Int16, −1 between clusters), class (Uint8, in the order of MEANING_CLASSES, 255: none).
 */
export const MAP_POINT_BYTES = 4 + 4 + 4 + 4 + 2 + 1;

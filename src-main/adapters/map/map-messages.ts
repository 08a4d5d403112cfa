import type { Plane } from '@core/map/compute-plane';

/** What the thread that draws a map is started with. */
export interface MapTask {
  /** Folder with the similarities of one encoder. */
  folder: string;
  /** Of the encoder's vectors. */
  dimensions: number;
  /** Pairs to be placed. */
  seqs: Int32Array;
  seed: number;
}

export type MapReply =
  | { kind: 'share'; share: number }
  | { kind: 'done'; points: Plane & { seqs: Int32Array } };

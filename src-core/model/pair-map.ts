import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const ClusterSchema = v.object({
  /** The words that set it apart, joined: what the column `cluster` and filters call it. Unique in a map. */
  name: v.string(),
  words: v.array(v.string()),
  pairs: count,
});

/** A map of a workspace's disagreements, as `maps.jsonl` records it; the last line counts. */
export const MapRecordSchema = v.object({
  /** File below `map/` with the points. */
  file: v.pipe(v.string(), v.regex(/^[\w.-]+\.arrows$/)),
  encoder: v.object({
    model: v.string(),
    revision: v.string(),
    dtype: v.string(),
    pooling: v.string(),
    dimensions: v.number(),
    maxTokens: v.number(),
  }),
  /** Batches of similarities that it was computed from. */
  batches: count,
  pairs: count,
  /** Pairs that the projection was fitted to; the others were placed among them. */
  fitted: count,
  /** Pairs between the clusters. */
  unclustered: count,
  clusters: v.array(ClusterSchema),
});

export type MapRecord = v.InferOutput<typeof MapRecordSchema>;
export type MapCluster = MapRecord['clusters'][number];

export interface MapProgress {
  phase: 'projecting' | 'naming';
  /** 0–1. */
  share: number;
  /** Seconds left at the rate so far; null before it is known. */
  secondsLeft: number | null;
}

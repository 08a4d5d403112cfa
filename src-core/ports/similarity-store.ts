import type { EncoderIdentity } from '../model/encoder-identity';

/** Production's output against its rerun, one entry a pair in every array. */
export interface RerunScores {
  /** Cosine; NaN where there is no rerun, or nothing to measure. */
  similarity: Float64Array;
  /** Class by the exact checks; empty where there is no rerun. */
  classes: readonly string[];
  /** Key of the rerun's output; NaN where there is none. */
  keys: Float64Array;
}

/** What was measured of some pairs, one entry a pair in every array. */
export interface ScoredBatch {
  seqs: Int32Array;
  /** Cosine of the two outputs; NaN where one of them holds nothing to measure. */
  similarity: Float64Array;
  /** Cosine of production's output with the shadow's output of another pair: the model's own scale on this data. */
  unrelated: Float64Array;
  classes: readonly string[];
  /** Kinds of meaning flags, separated by commas; empty when there is none. */
  flags: readonly string[];
  /** Keys of the two outputs (see embed/text-key). */
  prodKeys: Float64Array;
  shadowKeys: Float64Array;
  /** Null when no pair of the batch has a rerun. */
  rerun: RerunScores | null;
}

/** A batch with its vectors, pairs × dimensions, row-major; NaN where a text was not embedded. */
export interface MeasuredBatch extends ScoredBatch {
  prodVectors: Float32Array;
  shadowVectors: Float32Array;
  /** Null as `rerun` is. */
  rerunVectors: Float32Array | null;
}

/** Vectors of one batch, pairs × dimensions, row-major; NaN where a text was not embedded. */
export interface BatchVectors {
  prod: Float32Array;
  shadow: Float32Array;
  rerun: Float32Array | null;
}

/** The similarities of one workspace by one encoder, stored batch by batch. */
export interface SimilarityStore {
  readonly identity: EncoderIdentity;
  /** Batches in the order they were stored; what is damaged is left out, and so measured again. */
  batches(): AsyncIterable<{ index: number; scores: ScoredBatch }>;
  /** Vectors of one stored batch. */
  vectors(index: number): Promise<BatchVectors>;
  /** Stored whole or not at all, and after that it survives a crash. */
  append(batch: MeasuredBatch): Promise<{ index: number }>;
  /** Releases the writer's lock. */
  close(): Promise<void>;
}

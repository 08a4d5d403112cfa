import type { EncoderIdentity } from '../model/encoder-identity';

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
}

/** A batch with its vectors, pairs × dimensions, row-major; NaN where a text was not embedded. */
export interface MeasuredBatch extends ScoredBatch {
  prodVectors: Float32Array;
  shadowVectors: Float32Array;
}

/** The similarities of one workspace by one encoder, stored batch by batch. */
export interface SimilarityStore {
  readonly identity: EncoderIdentity;
  /** Batches in the order they were stored; what is damaged is left out, and so measured again. */
  batches(): AsyncIterable<{ index: number; scores: ScoredBatch }>;
  /** Vectors of one stored batch. */
  vectors(index: number): Promise<{ prod: Float32Array; shadow: Float32Array }>;
  /** Stored whole or not at all, and after that it survives a crash. */
  append(batch: MeasuredBatch): Promise<{ index: number }>;
  /** Releases the writer's lock. */
  close(): Promise<void>;
}

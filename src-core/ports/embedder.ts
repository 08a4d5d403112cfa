import type { EncoderIdentity } from '../model/encoder-identity';

/** Sentence vectors from a local transformer. */
export interface Embedder {
  readonly identity: EncoderIdentity;
  /**
   * @returns unit-length vectors, texts.length × dimensions, row-major; a row of NaN for a text without any token
   * @throws EmbedderCrash when the engine crashed; the next call starts it anew
   */
  embed(texts: readonly string[], options?: { signal?: AbortSignal }): Promise<Float32Array>;
  close(): Promise<void>;
}

/** What a vector was measured with; similarities of different identities are never mixed. */
export interface EncoderIdentity {
  /** Catalogue id, or the folder's name of a local model. */
  model: string;
  /** Catalogue revision, or the SHA-256 of a local model's weights (first 16 hex digits). */
  revision: string;
  dtype: string;
  pooling: string;
  dimensions: number;
  /** Tokens of a window, the special ones included; longer texts are split at sentence borders. */
  maxTokens: number;
}

/** The identity in words, as criteria, exports and reports name it. */
export function encoderName({ model, revision, dtype, pooling }: EncoderIdentity): string {
  return `${model} (revision ${revision}, ${dtype}, ${pooling} pooling)`;
}

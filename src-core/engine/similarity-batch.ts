import { cosine } from '../embed/pool';
import { textKey } from '../embed/text-key';
import { compareMeaning } from '../meaning/compare-meaning';
import type { Embedder } from '../ports/embedder';
import type { MeasuredBatch } from '../ports/similarity-store';

/** One pair's outputs. */
export interface OutputPair {
  seq: number;
  prod: string;
  shadow: string;
}

/** Vectors of texts that an earlier batch embedded; null for a text that none did. */
export type KnownVector = (key: number) => Promise<Float32Array | null>;

/**
 * Measures one batch: texts that were met before keep their vector, each other text is embedded once, equal outputs
 * are 1 without a model.
 */
export async function measureBatch(
  pairs: readonly OutputPair[],
  { embedder, known, signal }: { embedder: Embedder; known: KnownVector; signal?: AbortSignal },
): Promise<MeasuredBatch> {
  const { dimensions } = embedder.identity;
  const keys = pairs.map(({ prod, shadow }) => ({ prod: textKey(prod), shadow: textKey(shadow) }));
  const fresh = new Map<number, string>();
  const vectors = new Map<number, Float32Array>();
  for (const [i, { prod, shadow }] of pairs.entries()) {
    // Equal outputs need no model; their vector is not stored either.
    if (prod === shadow) continue;
    for (const [key, text] of [
      [keys[i]!.prod, prod],
      [keys[i]!.shadow, shadow],
    ] as const) {
      if (fresh.has(key) || vectors.has(key)) continue;
      const found = await known(key);
      if (found) vectors.set(key, found);
      else fresh.set(key, text);
    }
  }
  const embedded = await embedder.embed([...fresh.values()], signal ? { signal } : {});
  for (const [row, key] of [...fresh.keys()].entries())
    vectors.set(key, embedded.subarray(row * dimensions, (row + 1) * dimensions));

  const n = pairs.length;
  const prodVectors = new Float32Array(n * dimensions).fill(Number.NaN);
  const shadowVectors = new Float32Array(n * dimensions).fill(Number.NaN);
  const place = (target: Float32Array, row: number, key: number): void => {
    const vector = vectors.get(key);
    if (vector) target.set(vector, row * dimensions);
  };
  for (const [i, { prod, shadow }] of pairs.entries()) {
    if (prod === shadow) continue;
    place(prodVectors, i, keys[i]!.prod);
    place(shadowVectors, i, keys[i]!.shadow);
  }
  const rowOf = (matrix: Float32Array, row: number): Float32Array =>
    matrix.subarray(row * dimensions, (row + 1) * dimensions);
  const alike = (i: number, j: number): number => cosine(rowOf(prodVectors, i), rowOf(shadowVectors, j));
  const similarity = Float64Array.from(pairs, ({ prod, shadow }, i) => (prod === shadow ? 1 : alike(i, i)));
  const meanings = pairs.map(({ prod, shadow }, i) => {
    const measured = similarity[i]!;
    return compareMeaning(prod, shadow, Number.isNaN(measured) ? null : measured);
  });
  return {
    seqs: Int32Array.from(pairs, ({ seq }) => seq),
    similarity,
    unrelated: Float64Array.from(pairs, (_, i) => (n > 1 ? alike(i, (i + 1) % n) : Number.NaN)),
    classes: meanings.map((meaning) => meaning.class),
    flags: meanings.map(({ flags }) => [...new Set(flags.map(({ kind }) => kind))].toSorted().join(',')),
    prodKeys: Float64Array.from(keys, ({ prod }) => prod),
    shadowKeys: Float64Array.from(keys, ({ shadow }) => shadow),
    prodVectors,
    shadowVectors,
  };
}

import type { ScoredBatch, SimilarityStore } from '../ports/similarity-store';
import type { KnownVector } from './similarity-batch';

/** Batches whose vectors are kept in memory; others are read again when one of their texts recurs. */
const KEPT_BATCHES = 16;
/** More than a batch has rows. */
const ROWS = 65_536;

interface StoredBatch {
  index: number;
  scores: ScoredBatch;
}

/**
 * Finds the vector of a text that an earlier batch embedded. Holds two numbers a text and few vectors, and answers the
 * same whether the batches were measured in this run or in one before.
 */
export function vectorIndex(store: SimilarityStore): { add(batch: StoredBatch): void; find: KnownVector } {
  /** Key → (batch · ROWS + row) · 2, + 1 for the shadow's output. */
  const places = new Map<number, number>();
  const kept = new Map<number, Promise<{ prod: Float32Array; shadow: Float32Array }>>();
  const { dimensions } = store.identity;

  function vectorsOf(batch: number): Promise<{ prod: Float32Array; shadow: Float32Array }> {
    const vectors = kept.get(batch) ?? store.vectors(batch);
    kept.delete(batch);
    kept.set(batch, vectors);
    if (kept.size > KEPT_BATCHES) kept.delete(kept.keys().next().value!);
    return vectors;
  }

  return {
    add({ index, scores: { seqs, prodKeys, shadowKeys } }) {
      for (let row = 0; row < seqs.length; row++) {
        // Equal outputs were not embedded.
        if (prodKeys[row] === shadowKeys[row]) continue;
        const place = (index * ROWS + row) * 2;
        if (!places.has(prodKeys[row]!)) places.set(prodKeys[row]!, place);
        if (!places.has(shadowKeys[row]!)) places.set(shadowKeys[row]!, place + 1);
      }
    },
    async find(key) {
      const place = places.get(key);
      if (place === undefined) return null;
      const at = Math.floor(place / 2);
      const vectors = (await vectorsOf(Math.floor(at / ROWS)))[place % 2 === 0 ? 'prod' : 'shadow'];
      const row = at % ROWS;
      return vectors.subarray(row * dimensions, (row + 1) * dimensions);
    },
  };
}

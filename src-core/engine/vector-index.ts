import type { ScoredBatch, SimilarityStore } from '../ports/similarity-store';
import type { KnownVector } from './similarity-batch';

/** Batches whose vectors are kept in memory; others are read again when one of their texts recurs. */
const KEPT_BATCHES = 16;

interface StoredBatch {
  index: number;
  scores: ScoredBatch;
}

/**
 * Finds the vector of a text that an earlier batch embedded. Holds a place a text and few vectors, and answers the
 * same whether the batches were measured in this run or in one before.
 */
export function vectorIndex(store: SimilarityStore): { add(batch: StoredBatch): void; find: KnownVector } {
  const places = new Map<number, { batch: number; row: number; arm: 'prod' | 'shadow' }>();
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
        if (!places.has(prodKeys[row]!)) places.set(prodKeys[row]!, { batch: index, row, arm: 'prod' });
        if (!places.has(shadowKeys[row]!)) places.set(shadowKeys[row]!, { batch: index, row, arm: 'shadow' });
      }
    },
    async find(key) {
      const place = places.get(key);
      if (!place) return null;
      const vectors = (await vectorsOf(place.batch))[place.arm];
      return vectors.subarray(place.row * dimensions, (place.row + 1) * dimensions);
    },
  };
}

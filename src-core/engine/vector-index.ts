import type { BatchVectors, ScoredBatch, SimilarityStore } from '../ports/similarity-store';
import { embeddedSides, type KnownVector } from './similarity-batch';

/** Batches whose vectors are kept in memory; others are read again when one of their texts recurs. */
const KEPT_BATCHES = 16;
/** More than a batch has rows. */
const ROWS = 65_536;
const SIDES = ['prod', 'shadow', 'rerun'] as const;

interface StoredBatch {
  index: number;
  scores: ScoredBatch;
}

/**
 * Finds the vector of a text that an earlier batch embedded. Holds two numbers a text and few vectors, and answers the
 * same whether the batches were measured in this run or in one before.
 */
export function vectorIndex(store: Pick<SimilarityStore, 'identity' | 'vectors'>): {
  add(batch: StoredBatch): void;
  find: KnownVector;
} {
  /** Key → (batch · ROWS + row) · 3 + side. */
  const places = new Map<number, number>();
  const kept = new Map<number, Promise<BatchVectors>>();
  const { dimensions } = store.identity;

  function vectorsOf(batch: number): Promise<BatchVectors> {
    const vectors = kept.get(batch) ?? store.vectors(batch);
    kept.delete(batch);
    kept.set(batch, vectors);
    if (kept.size > KEPT_BATCHES) kept.delete(kept.keys().next().value!);
    return vectors;
  }

  return {
    add({ index, scores: { seqs, prodKeys, shadowKeys, rerun } }) {
      for (let row = 0; row < seqs.length; row++) {
        const place = (index * ROWS + row) * SIDES.length;
        const keys = {
          prod: prodKeys[row]!,
          shadow: shadowKeys[row]!,
          rerun: rerun?.keys[row] ?? Number.NaN,
        };
        for (const side of embeddedSides(keys))
          if (!places.has(keys[side])) places.set(keys[side], place + SIDES.indexOf(side));
      }
    },
    async find(key) {
      const place = places.get(key);
      if (place === undefined) return null;
      const at = Math.floor(place / SIDES.length);
      const vectors = (await vectorsOf(Math.floor(at / ROWS)))[SIDES[place % SIDES.length]!]!;
      const row = at % ROWS;
      return vectors.subarray(row * dimensions, (row + 1) * dimensions);
    },
  };
}

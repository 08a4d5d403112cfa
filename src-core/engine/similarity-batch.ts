import { cosine } from '../embed/pool';
import { textKey } from '../embed/text-key';
import { compareMeaning } from '../meaning/compare-meaning';
import type { Embedder } from '../ports/embedder';
import type { MeasuredBatch, RerunScores } from '../ports/similarity-store';

/** One pair's outputs. */
export interface OutputPair {
  seq: number;
  prod: string;
  shadow: string;
  /** Production's output to the same request asked once more. */
  rerun: string | null;
}

type Side = 'prod' | 'shadow' | 'rerun';

/** Vectors of texts that an earlier batch embedded; null for a text that none did. */
export type KnownVector = (key: number) => Promise<Float32Array | null>;

/** The sides of a pair that need a vector, by the keys of their texts: equal outputs need no model. */
export function embeddedSides(keys: Readonly<Record<Side, number>>): Side[] {
  const rerun = !Number.isNaN(keys.rerun) && keys.rerun !== keys.prod;
  const shadow = keys.shadow !== keys.prod;
  return [
    ...(shadow || rerun ? (['prod'] as const) : []),
    ...(shadow ? (['shadow'] as const) : []),
    ...(rerun ? (['rerun'] as const) : []),
  ];
}

/**
 * Measures one batch: texts that were met before keep their vector, each other text is embedded once, equal outputs
 * are 1 without a model. Production is measured against its rerun likewise.
 */
export async function measureBatch(
  pairs: readonly OutputPair[],
  { embedder, known, signal }: { embedder: Embedder; known: KnownVector; signal?: AbortSignal },
): Promise<MeasuredBatch> {
  const { dimensions } = embedder.identity;
  const keys = pairs.map(({ prod, shadow, rerun }) => ({
    prod: textKey(prod),
    shadow: textKey(shadow),
    rerun: rerun === null ? Number.NaN : textKey(rerun),
  }));
  const fresh = new Map<number, string>();
  const vectors = new Map<number, Float32Array>();
  for (const [i, pair] of pairs.entries()) {
    for (const side of embeddedSides(keys[i]!)) {
      const key = keys[i]![side];
      if (fresh.has(key) || vectors.has(key)) continue;
      const found = await known(key);
      if (found) vectors.set(key, found);
      else fresh.set(key, pair[side]!);
    }
  }
  const embedded = await embedder.embed([...fresh.values()], signal ? { signal } : {});
  for (const [row, key] of [...fresh.keys()].entries())
    vectors.set(key, embedded.subarray(row * dimensions, (row + 1) * dimensions));

  const n = pairs.length;
  const matrix = (side: Side): Float32Array => {
    const rows = new Float32Array(n * dimensions).fill(Number.NaN);
    for (const [i, key] of keys.entries())
      if (embeddedSides(key).includes(side)) rows.set(vectors.get(key[side])!, i * dimensions);
    return rows;
  };
  const rowOf = (rows: Float32Array, row: number): Float32Array =>
    rows.subarray(row * dimensions, (row + 1) * dimensions);
  const prodVectors = matrix('prod');
  const shadowVectors = matrix('shadow');
  const alike = (i: number, j: number): number => cosine(rowOf(prodVectors, i), rowOf(shadowVectors, j));
  const similarity = Float64Array.from(pairs, ({ prod, shadow }, i) => (prod === shadow ? 1 : alike(i, i)));
  const meanings = pairs.map(({ prod, shadow }, i) =>
    compareMeaning(prod, shadow, numberOrNull(similarity[i]!)),
  );
  const rerunVectors = pairs.some(({ rerun }) => rerun !== null) ? matrix('rerun') : null;
  return {
    seqs: Int32Array.from(pairs, ({ seq }) => seq),
    similarity,
    unrelated: Float64Array.from(pairs, (_, i) => (n > 1 ? alike(i, (i + 1) % n) : Number.NaN)),
    classes: meanings.map((meaning) => meaning.class),
    flags: meanings.map(({ flags }) => [...new Set(flags.map(({ kind }) => kind))].toSorted().join(',')),
    prodKeys: Float64Array.from(keys, ({ prod }) => prod),
    shadowKeys: Float64Array.from(keys, ({ shadow }) => shadow),
    rerun: rerunVectors && rerunScores(pairs, (i) => cosine(rowOf(prodVectors, i), rowOf(rerunVectors, i))),
    prodVectors,
    shadowVectors,
    rerunVectors,
  };
}

function rerunScores(pairs: readonly OutputPair[], alike: (row: number) => number): RerunScores {
  const similarity = Float64Array.from(pairs, ({ prod, rerun }, i) =>
    rerun === null ? Number.NaN : prod === rerun ? 1 : alike(i),
  );
  return {
    similarity,
    classes: pairs.map(({ prod, rerun }, i) =>
      rerun === null ? '' : compareMeaning(prod, rerun, numberOrNull(similarity[i]!)).class,
    ),
    keys: Float64Array.from(pairs, ({ rerun }) => (rerun === null ? Number.NaN : textKey(rerun))),
  };
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomOrder } from '@core/embed/random-order';
import { textKey } from '@core/embed/text-key';
import { measureBatch, type OutputPair } from '@core/engine/similarity-batch';
import { vectorIndex } from '@core/engine/vector-index';
import { plannedLooks } from '@core/engine/planned-looks';
import type { Embedder } from '@core/ports/embedder';

describe('the order of a run', () => {
  it('holds each pair once, and is the same for the same seed', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(), { maxLength: 300 }), fc.nat(), (values, seed) => {
        const order = randomOrder(Int32Array.from(values), seed);
        expect([...order].toSorted((a, b) => a - b)).toEqual(values.toSorted((a, b) => a - b));
        expect(randomOrder(Int32Array.from(values), seed)).toEqual(order);
      }),
    );
  });

  it('puts every pair in every place about equally often (a biased shuffle biases the running mean)', () => {
    const first = [0, 0, 0, 0, 0];
    for (let seed = 0; seed < 5000; seed++) first[randomOrder(Int32Array.of(0, 1, 2, 3, 4), seed)[0]!]!++;
    // 1000 expected, standard deviation 28.
    for (const count of first) expect(Math.abs(count - 1000)).toBeLessThan(5 * 28);
  });
});

describe('planned looks', () => {
  it('spend at most α in all, whatever sizes are asked at (peeking at every batch)', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { maxLength: 200 }), (steps) => {
        const looks = plannedLooks(512, 0);
        let n = 0;
        let spent = 0;
        for (const step of steps) spent += looks.alphaAt((n += step), 0.05) ?? 0;
        expect(spent).toBeLessThanOrEqual(0.05);
      }),
    );
  });

  it('are not held again for what was measured before', () => {
    expect(plannedLooks(512, 600).alphaAt(1000, 0.05)).toBeNull();
    expect(plannedLooks(512, 600).alphaAt(1024, 0.05)).toBeCloseTo(0.05 / 6);
  });
});

describe('a batch', () => {
  /** Direction by first letter: enough to tell which text a vector is of. */
  function countingEmbedder(): Embedder & { texts: string[] } {
    const texts: string[] = [];
    const vector = (text: string): number[] =>
      text.trim() === '' ? [NaN, NaN] : text < 'm' ? [1, 0] : [0, 1];
    return {
      texts,
      identity: { model: 't', revision: '1', dtype: 'fp32', pooling: 'mean', dimensions: 2, maxTokens: 8 },
      embed: (asked) => {
        texts.push(...asked);
        return Promise.resolve(Float32Array.from(asked.flatMap(vector)));
      },
      close: () => Promise.resolve(),
    };
  }

  it('embeds each text once, equal outputs not at all, and known texts not again', async () => {
    const embedder = countingEmbedder();
    const known = (key: number) => Promise.resolve(key === textKey('known') ? Float32Array.of(0, 1) : null);
    const batch = await measureBatch(
      [
        { seq: 0, prod: 'same', shadow: 'same', rerun: null },
        { seq: 1, prod: 'apple', shadow: 'zebra', rerun: null },
        { seq: 2, prod: 'apple', shadow: 'known', rerun: null },
        { seq: 3, prod: 'apple', shadow: '  ', rerun: null },
      ],
      { embedder, known },
    );
    expect(embedder.texts).toEqual(['apple', 'zebra', '  ']);
    expect([...batch.similarity]).toEqual([1, 0, 0, NaN]);
    expect(batch.classes[0]).toBe('same');
    expect(batch.rerun).toBeNull();
  });

  it('measures production against its rerun, also where the arms agree, and leaves pairs without one out', async () => {
    const embedder = countingEmbedder();
    const batch = await measureBatch(
      [
        { seq: 0, prod: 'apple', shadow: 'apple', rerun: 'zebra' },
        { seq: 1, prod: 'apple', shadow: 'zebra', rerun: 'apple' },
        { seq: 2, prod: 'apple', shadow: 'apple', rerun: null },
        { seq: 3, prod: 'zebra', shadow: 'yak', rerun: 'yak' },
        { seq: 4, prod: 'apple', shadow: 'apple', rerun: ' ' },
      ],
      { embedder, known: () => Promise.resolve(null) },
    );
    expect(embedder.texts).toEqual(['apple', 'zebra', 'yak', ' ']);
    expect([...batch.similarity]).toEqual([1, 0, 1, 1, 1]);
    expect([...batch.rerun!.similarity]).toEqual([0, 1, NaN, 1, NaN]);
    expect(batch.rerun!.classes[1]).toBe('same');
    expect(batch.rerun!.classes[2]).toBe('');
  });

  it('finds a vector again wherever it was stored, the rerun included', async () => {
    const pairs: OutputPair[] = [
      { seq: 0, prod: 'apple', shadow: 'apple', rerun: 'zebra' },
      { seq: 1, prod: 'bean', shadow: 'yak', rerun: 'bean' },
    ];
    const embedder = countingEmbedder();
    const batch = await measureBatch(pairs, { embedder, known: () => Promise.resolve(null) });
    const { prodVectors: prod, shadowVectors: shadow, rerunVectors: rerun } = batch;
    const index = vectorIndex({
      identity: embedder.identity,
      vectors: () => Promise.resolve({ prod, shadow, rerun }),
    });
    index.add({ index: 3, scores: batch });
    expect(await index.find(textKey('apple'))).toEqual(Float32Array.of(1, 0));
    expect(await index.find(textKey('zebra'))).toEqual(Float32Array.of(0, 1));
    expect(await index.find(textKey('yak'))).toEqual(Float32Array.of(0, 1));
    expect(await index.find(textKey('nothing'))).toBeNull();
  });
});

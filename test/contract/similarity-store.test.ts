import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EncoderIdentity } from '@core/model/encoder-identity';
import type { MeasuredBatch } from '@core/ports/similarity-store';
import { type Disk, diskError, realDisk } from '../../src-main/adapters/workspace/disk';
import {
  currentSimilarity,
  openSimilarityStore,
  storedSimilarities,
} from '../../src-main/adapters/workspace/similarity-folder';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-scores-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function encoder(model: string): EncoderIdentity {
  return { model, revision: '1', dtype: 'fp32', pooling: 'mean', dimensions: 2, maxTokens: 8 };
}

const BATCH: MeasuredBatch = {
  seqs: Int32Array.of(4, 7),
  similarity: Float64Array.of(0.5, Number.NaN),
  unrelated: Float64Array.of(0.1, 0.2),
  classes: ['changed', 'different'],
  flags: ['number', ''],
  prodKeys: Float64Array.of(1, 2),
  shadowKeys: Float64Array.of(3, 4),
  rerun: null,
  prodVectors: Float32Array.of(1, 0, 0, 1),
  shadowVectors: Float32Array.of(0.5, 0.5, Number.NaN, Number.NaN),
  rerunVectors: null,
};

const WITH_RERUNS: MeasuredBatch = {
  ...BATCH,
  rerun: {
    similarity: Float64Array.of(0.9, Number.NaN),
    classes: ['reworded', ''],
    keys: Float64Array.of(5, Number.NaN),
  },
  rerunVectors: Float32Array.of(0, 1, Number.NaN, Number.NaN),
};

async function measured(model: string, disk?: Disk, batch: MeasuredBatch = BATCH) {
  const store = await openSimilarityStore(folder, encoder(model), disk);
  try {
    await store.append(batch);
  } finally {
    await store.close();
  }
}

it.each([
  ['without reruns', BATCH],
  ['with reruns', WITH_RERUNS],
])('gives back what was stored, scores and vectors, %s', async (_, stored) => {
  await measured('one', realDisk, stored);
  const store = await openSimilarityStore(folder, encoder('one'));
  const { prodVectors, shadowVectors, rerunVectors, ...scores } = stored;
  const batches: unknown[] = [];
  for await (const batch of store.batches()) batches.push(batch);
  expect(batches).toEqual([{ index: 0, scores }]);
  expect(await store.vectors(0)).toEqual({
    prod: prodVectors,
    shadow: shadowVectors,
    rerun: rerunVectors,
  });
  await store.close();
});

it('shows the encoder that was asked for last, also when it had nothing left to measure', async () => {
  await measured('one');
  await measured('two');
  expect((await currentSimilarity(folder)).current?.identity.model).toBe('two');
  await (await openSimilarityStore(folder, encoder('one'))).close();
  expect((await currentSimilarity(folder)).current?.identity.model).toBe('one');
});

it('a disk that fills up while a first batch is stored leaves what the workspace showed, and releases the lock', async () => {
  const full: Disk = {
    ...realDisk,
    writeAtomically: async (path, bytes) => {
      if (path.endsWith('.scores.arrows'))
        throw diskError(Object.assign(new Error(), { code: 'ENOSPC' }), path);
      await realDisk.writeAtomically(path, bytes);
    },
  };
  await expect(measured('one', full)).rejects.toMatchObject({ kind: 'no-space' });
  expect((await currentSimilarity(folder)).current).toBeNull();
  await measured('one');
  expect((await currentSimilarity(folder)).current?.batches).toEqual([0]);
});

it.each(['current.json', 'one-*/encoder.json'])(
  'a damaged %s hides the similarities and says why; measuring again mends it and keeps what was stored',
  async (file) => {
    await measured('one');
    const { current } = await currentSimilarity(folder);
    const path = file.startsWith('one')
      ? join(current!.folder, 'encoder.json')
      : join(folder, 'similarity/current.json');
    await writeFile(path, '{"torn');
    const damaged = await currentSimilarity(folder);
    expect(damaged.current).toBeNull();
    expect(damaged.problem).toContain('measure again');
    await (await openSimilarityStore(folder, encoder('one'))).close();
    expect(await currentSimilarity(folder)).toEqual({ current, problem: null });
  },
);

it('lists what every encoder measured, and which one is shown', async () => {
  await measured('one');
  await measured('two');
  const stored = (await storedSimilarities(folder)).map(({ identity, pairs, current }) => [
    identity.model,
    pairs,
    current,
  ]);
  expect(stored.toSorted()).toEqual([
    ['one', 2, false],
    ['two', 2, true],
  ]);
});

import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync, fork } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cosine } from '@core/embed/pool';
import type { Embedder } from '@core/ports/embedder';
import { resolveModel, type ModelFolder } from '../../../src-main/adapters/embedder/model-folder';
import { openEmbedder } from '../../../src-main/adapters/embedder/open-embedder';
import { writeTinyModel, type TinyModelOptions } from './tiny-model';

let root: string;
const open = new Set<Embedder>();

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gnomon-embedder-'));
});
afterEach(async () => {
  for (const embedder of open) await embedder.close();
  open.clear();
  rmSync(root, { recursive: true });
});

function resolveTiny(options: TinyModelOptions = {}, name = 'tiny'): Promise<ModelFolder> {
  const path = writeTinyModel(join(root, name), options);
  return resolveModel(path, { modelsDir: root, bundledDir: root });
}

async function openTiny(options: TinyModelOptions = {}, idleMs = 60_000): Promise<Embedder> {
  const embedder = openEmbedder({ model: await resolveTiny(options), idleMs });
  open.add(embedder);
  return embedder;
}

function rows(vectors: Float32Array, dimensions: number): Float32Array[] {
  return Array.from({ length: vectors.length / dimensions }, (_, i) =>
    vectors.subarray(i * dimensions, (i + 1) * dimensions),
  );
}

/** The embedding processes of this test process, asked from the system. */
function children(): number[] {
  const listed = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args=']).toString();
  return listed
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s.*embedder-process\.js/u.exec(line))
    .filter((found) => found?.[2] === String(process.pid))
    .map((found) => Number(found![1]));
}

const slow = { dimensions: 256, layers: 40, maxTokens: 512 };
const manyTexts = Array.from({ length: 160 }, (_, i) => `the cat ${i} sat on the mat `.repeat(40));

describe('vectors', () => {
  test('have length 1 and the order of the texts, whatever the order of computing', async () => {
    const embedder = await openTiny();
    const texts = ['cat', 'the cat sat on the mat. not a dog!', 'dog', 'the cat sat'];
    const together = rows(await embedder.embed(texts), 16);
    for (const [i, text] of texts.entries()) {
      const alone = await embedder.embed([text]);
      expect(Math.hypot(...alone)).toBeCloseTo(1, 6);
      expect(cosine(alone, together[i]!)).toBeGreaterThan(1 - 1e-6);
    }
    expect(cosine(together[0]!, together[2]!)).toBeLessThan(0.999);
  });

  test('do not depend on the neighbours in the batch (padding that leaks into a mean)', async () => {
    const embedder = await openTiny();
    const text = 'the cat sat on the mat.';
    const alone = await embedder.embed([text]);
    for (const neighbours of [
      ['a'],
      ['the dog sat on the cat on the mat, not safe! '.repeat(3)],
      manyTexts.slice(0, 70),
    ]) {
      const [together] = rows(await embedder.embed([text, ...neighbours]), 16);
      together!.forEach((value, d) => expect(Math.abs(value - alone[d]!)).toBeLessThan(1e-5));
    }
  });

  test('of texts without any token are NaN, and their neighbours are untouched', async () => {
    const embedder = await openTiny();
    const vectors = rows(await embedder.embed(['', ' \n\t ', 'cat', '\u0000\u0007']), 16);
    for (const empty of [0, 1, 3]) expect(vectors[empty]!.every(Number.isNaN)).toBe(true);
    expect(vectors[2]!.every(Number.isFinite)).toBe(true);
    expect(await embedder.embed([])).toHaveLength(0);
  });

  test('of mixed scripts are numbers, and a lone surrogate reads as U+FFFD', async () => {
    const embedder = await openTiny();
    const texts = [
      '猫は座った。 кот сидел קַטֶגוֹרִיָה 🐈\u200d⬛ cat',
      'cat \udc00 dog',
      'cat \ufffd dog',
      '\ud800',
    ];
    const vectors = rows(await embedder.embed(texts), 16);
    for (const vector of vectors.slice(0, 3)) expect(vector.every(Number.isFinite)).toBe(true);
    expect(vectors[1]).toEqual(vectors[2]);
    // BERT's tokeniser drops U+FFFD, so nothing is left of half a character alone.
    expect(vectors[3]!.every(Number.isNaN)).toBe(true);
  });

  test('of texts longer than a window see the last word of a megabyte (silent truncation)', async () => {
    const embedder = await openTiny({ maxTokens: 512 });
    const long = 'the cat sat on the mat. '.repeat(42_000);
    const vectors = rows(
      await embedder.embed([long, `${long}${'dog '.repeat(4000)}`, 'x'.repeat(1_000_000)]),
      16,
    );
    expect(vectors.every((vector) => vector.every(Number.isFinite))).toBe(true);
    expect(cosine(vectors[0]!, vectors[1]!)).toBeLessThan(1 - 1e-5);
  });

  test('a second process gives the same bytes', async () => {
    const embedder = await openTiny();
    const first = await embedder.embed(manyTexts.slice(0, 50));
    await embedder.close();
    const again = await openTiny();
    expect(await again.embed(manyTexts.slice(0, 50))).toEqual(first);
  });
});

describe.skipIf(process.platform === 'win32')('the process', () => {
  test('killed mid-call: a clear error, and the next call works', async () => {
    const embedder = await openTiny(slow);
    await embedder.embed(['cat']);
    const failed = embedder.embed(manyTexts).catch((error: unknown) => error);
    await sleep(300);
    const [pid] = children();
    process.kill(pid!, 'SIGKILL');
    expect(await failed).toMatchObject({
      kind: 'internal',
      details: { message: 'The embedding engine crashed (SIGKILL).' },
    });
    expect((await embedder.embed(['cat'])).every(Number.isFinite)).toBe(true);
  });

  test('killed while idle is started again without an error', async () => {
    const embedder = await openTiny();
    const before = await embedder.embed(['cat']);
    process.kill(children()[0]!, 'SIGKILL');
    await sleep(200);
    expect(await embedder.embed(['cat'])).toEqual(before);
  });

  test('ends when idle and starts again on demand', async () => {
    const embedder = await openTiny({}, 100);
    const before = await embedder.embed(['cat']);
    expect(children()).toHaveLength(1);
    await expect.poll(children, { timeout: 5000 }).toHaveLength(0);
    expect(await embedder.embed(['cat'])).toEqual(before);
  });

  test('cancelling is told at once, stops the work between batches, and leaves the process usable', async () => {
    const embedder = await openTiny(slow);
    await embedder.embed(['cat']);
    const started = performance.now();
    await embedder.embed(manyTexts);
    const wholeMs = performance.now() - started;

    const controller = new AbortController();
    const { signal } = controller;
    const cancelled = embedder.embed(manyTexts, { signal }).catch((error: unknown) => error);
    await sleep(100);
    controller.abort();
    const abortedAt = performance.now();
    expect(await cancelled).toMatchObject({ kind: 'cancelled' });
    expect(performance.now() - abortedAt).toBeLessThan(50);
    await embedder.embed(['cat']);
    expect(performance.now() - abortedAt).toBeLessThan(wholeMs / 2);
  });

  test('a signal that is aborted already starts nothing', async () => {
    const embedder = await openTiny();
    const embedding = embedder.embed(['cat'], { signal: AbortSignal.abort() });
    await expect(embedding).rejects.toMatchObject({ kind: 'cancelled' });
    expect(children()).toHaveLength(0);
  });

  test('calls at the same time are answered each with its own vectors', async () => {
    const embedder = await openTiny();
    const [cat, dog] = await Promise.all([embedder.embed(['cat']), embedder.embed(['dog'])]);
    expect(await embedder.embed(['cat', 'dog'])).toEqual(Float32Array.of(...cat!, ...dog!));
    expect(children()).toHaveLength(1);
  });

  test('ends with its parent, also one that was killed (processes left behind)', async () => {
    const entry = fileURLToPath(new URL('../../../out/main/embedder-process.js', import.meta.url));
    const child = fork(entry, [], { serialization: 'advanced', execArgv: [] });
    child.send({ kind: 'load', model: await resolveTiny(slow), threads: 1 });
    child.send({ kind: 'embed', id: 1, texts: manyTexts });
    await sleep(500);
    // What the child sees when its parent is gone.
    child.disconnect();
    await expect.poll(() => child.exitCode, { timeout: 10_000 }).toBe(0);
  });

  test('close ends it', async () => {
    const embedder = await openTiny();
    await embedder.embed(['cat']);
    await embedder.close();
    expect(children()).toHaveLength(0);
  });

  test('close under a running call cancels it (closing told as a crash)', async () => {
    const embedder = await openTiny(slow);
    await embedder.embed(['cat']);
    const running = embedder.embed(manyTexts).catch((error: unknown) => error);
    await sleep(100);
    await embedder.close();
    expect(await running).toMatchObject({ kind: 'cancelled' });
    expect(children()).toHaveLength(0);
  });
});

describe('bad models', () => {
  test('weights that are no ONNX', async () => {
    const path = writeTinyModel(join(root, 'corrupt'));
    writeFileSync(join(path, 'onnx/model.onnx'), 'not a model');
    const embedder = openEmbedder({ model: await resolveModel(path, { modelsDir: root, bundledDir: root }) });
    open.add(embedder);
    await expect(embedder.embed(['cat'])).rejects.toMatchObject({
      kind: 'bad-data',
      details: { where: join(path, 'onnx/model.onnx') },
    });
  });

  test('a tokeniser that is JSON but no tokeniser', async () => {
    const path = writeTinyModel(join(root, 'corrupt'));
    writeFileSync(join(path, 'tokenizer.json'), '{"model":{}}');
    const embedder = openEmbedder({ model: await resolveModel(path, { modelsDir: root, bundledDir: root }) });
    open.add(embedder);
    await expect(embedder.embed(['cat'])).rejects.toMatchObject({
      kind: 'bad-data',
      details: { where: join(path, 'tokenizer.json') },
    });
  });

  test('other dimensions than the config states', async () => {
    const embedder = await openTiny({ dimensions: 16, statedDimensions: 32 });
    await expect(embedder.embed(['cat'])).rejects.toThrow(/1 × 3 × 16 instead of float32 1 × 3 × 32/u);
  });

  test('NaN from the weights of one word is an error, never a vector', async () => {
    const embedder = await openTiny({ poisoned: 'poison' });
    expect((await embedder.embed(['cat'])).every(Number.isFinite)).toBe(true);
    const poisoned = embedder.embed(['cat', 'poison cat']);
    await expect(poisoned).rejects.toMatchObject({ kind: 'bad-data' });
    await expect(poisoned).rejects.toThrow(/NaN/u);
  });

  test('a folder deleted after it was found', async () => {
    const model = await resolveTiny();
    rmSync(model.path, { recursive: true });
    const embedder = openEmbedder({ model });
    open.add(embedder);
    await expect(embedder.embed(['cat'])).rejects.toMatchObject({ kind: 'bad-data' });
  });

  test('a changed byte of the weights changes the identity', async () => {
    const before = await resolveTiny();
    appendFileSync(join(before.path, 'onnx/model.onnx'), 'x');
    const after = await resolveModel(before.path, { modelsDir: root, bundledDir: root });
    expect(after.identity.revision).not.toBe(before.identity.revision);
    expect(before.identity.revision).toMatch(/^[0-9a-f]{16}$/u);
  });
});

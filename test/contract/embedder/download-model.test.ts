import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EncoderEntry } from '@core/model/encoder-catalogue';
import { encoderEntry } from '@core/model/encoder-catalogue';
import { downloadModel } from '../../../src-main/adapters/embedder/download-model';
import { resolveModel } from '../../../src-main/adapters/embedder/model-folder';
import { startHub, type Hub, type HubOptions } from './hub-server';
import { writeTinyModel } from './tiny-model';

const entry = encoderEntry('all-MiniLM-L6-v2')!;
let root: string;
let modelsDir: string;
let files: Map<string, Buffer>;
let hub: Hub | undefined;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gnomon-download-'));
  modelsDir = join(root, 'models');
  const source = writeTinyModel(join(root, 'source'), { dimensions: 384 });
  files = new Map(entry.files.map(({ path }) => [path, readFileSync(join(source, path))]));
});
afterEach(async () => {
  await hub?.close();
  hub = undefined;
  rmSync(root, { recursive: true });
});

async function serve(
  options: Partial<HubOptions> = {},
): Promise<{ modelsDir: string; endpoint: string; retryMs: number }> {
  await hub?.close();
  hub = await startHub({ id: entry.id, files, ...options });
  return { modelsDir, endpoint: hub.endpoint, retryMs: 1 };
}

const weights = (): Buffer => files.get('onnx/model.onnx')!;
const weightsPath = (): string => join(modelsDir, entry.id, 'onnx/model.onnx');

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

test('a download is the server’s bytes, is found by its id, and pins commit and checksums', async () => {
  const progress: { bytes: number; total: number }[] = [];
  const folder = await downloadModel(entry, {
    ...(await serve()),
    onProgress: (step) => progress.push(step),
  });
  for (const [path, bytes] of files) expect(readFileSync(join(folder, path)).equals(bytes)).toBe(true);

  const total = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  expect(progress.at(-1)).toEqual({ bytes: total, total });
  const seen = progress.map(({ bytes }) => bytes);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));

  const pins = JSON.parse(readFileSync(join(folder, 'gnomon-model.json'), 'utf8')) as {
    revision: string;
    files: unknown[];
  };
  expect(pins.revision).toBe('c0ffee00'.repeat(5));
  expect(pins.files).toHaveLength(4);
  // After the first question, all is asked of one commit.
  expect(hub!.requests.filter((line) => line.startsWith('GET') && line.includes('/resolve/main/'))).toEqual(
    [],
  );

  const model = await resolveModel('all-MiniLM-L6-v2', { modelsDir, bundledDir: root });
  expect(model.identity).toEqual({
    model: 'Xenova/all-MiniLM-L6-v2',
    revision: sha256(weights()).slice(0, 16),
    dtype: 'fp32',
    pooling: 'mean',
    dimensions: 384,
    maxTokens: 256,
  });
});

test('a connection cut three times is continued where it broke', async () => {
  await downloadModel(entry, await serve({ cut: { after: 20_000, times: 3 } }));
  expect(readFileSync(weightsPath()).equals(weights())).toBe(true);
  const ranges = hub!.requests.filter((line) => line.startsWith('GET /Xenova') && line.includes('bytes='));
  expect(ranges.length).toBe(3);
});

test('a server that never gets through is given up, and the next download continues with what came', async () => {
  const dead = await serve({ cut: { after: 0, times: 1000 } });
  mkdirSync(join(modelsDir, entry.id, 'onnx'), { recursive: true });
  writeFileSync(`${weightsPath()}.part`, weights().subarray(0, 50_000));
  await expect(downloadModel(entry, dead)).rejects.toMatchObject({ kind: 'not-found' });
  expect(existsSync(weightsPath())).toBe(false);

  await downloadModel(entry, await serve());
  expect(hub!.requests.some((line) => line.endsWith('bytes=50000-'))).toBe(true);
  expect(readFileSync(weightsPath()).equals(weights())).toBe(true);
});

test('a server that ignores ranges does not double the bytes', async () => {
  await downloadModel(entry, await serve({ cut: { after: 20_000, times: 1 }, ignoreRange: true }));
  expect(readFileSync(weightsPath()).equals(weights())).toBe(true);
});

test('other bytes than the checksum says are thrown away, whole or continued', async () => {
  const forged = Buffer.from(weights());
  forged[1000]! ^= 1;
  const options = await serve({ forged });
  await expect(downloadModel(entry, options)).rejects.toMatchObject({ kind: 'bad-data' });
  expect(readdirSync(join(modelsDir, entry.id, 'onnx'))).toEqual([]);
  await expect(resolveModel(entry.id, { modelsDir, bundledDir: root })).rejects.toMatchObject({
    kind: 'not-found',
  });

  await downloadModel(entry, await serve());
  expect(readFileSync(weightsPath()).equals(weights())).toBe(true);
});

test('a checksum in the catalogue overrules what the server states', async () => {
  const strict: EncoderEntry = {
    ...entry,
    files: entry.files.map((file) =>
      file.path === 'config.json' ? { ...file, sha256: 'ab'.repeat(32) } : file,
    ),
  };
  await expect(downloadModel(strict, await serve())).rejects.toMatchObject({ kind: 'bad-data' });
});

test('a second download of a whole model fetches no weights, and a damaged one is repaired', async () => {
  await downloadModel(entry, await serve());
  await downloadModel(entry, await serve());
  expect(hub!.requests.filter((line) => line.startsWith('GET'))).toEqual([]);

  writeFileSync(weightsPath(), weights().subarray(0, 1000));
  await expect(resolveModel(entry.id, { modelsDir, bundledDir: root })).rejects.toMatchObject({
    kind: 'bad-data',
  });
  await downloadModel(entry, await serve());
  expect((await resolveModel(entry.id, { modelsDir, bundledDir: root })).identity.dimensions).toBe(384);
});

test('weights that change on the server after the first download are refused (a pin that pins nothing)', async () => {
  await downloadModel(entry, await serve());
  rmSync(weightsPath());
  const moved = Buffer.from(weights());
  moved[5]! ^= 1;
  files.set('onnx/model.onnx', moved);
  await expect(downloadModel(entry, await serve())).rejects.toMatchObject({ kind: 'bad-data' });
});

test('404 names the file and does not retry', async () => {
  const failed = downloadModel(entry, await serve({ missing: 'tokenizer.json' }));
  await expect(failed).rejects.toMatchObject({
    kind: 'not-found',
    details: {
      message: 'The server has no such file.',
      where: expect.stringContaining('/tokenizer.json') as string,
    },
  });
  expect(hub!.requests.filter((line) => line.startsWith('GET'))).toEqual([]);
});

test('no network fails at once and says what to do', async () => {
  const { endpoint } = await serve();
  await hub!.close();
  hub = undefined;
  const started = performance.now();
  await expect(downloadModel(entry, { modelsDir, endpoint })).rejects.toMatchObject({
    kind: 'not-found',
    details: { remedy: expect.stringMatching(/bundled encoder.*copy.*all-MiniLM-L6-v2/u) as string },
  });
  expect(performance.now() - started).toBeLessThan(2000);
  expect(existsSync(modelsDir)).toBe(false);
});

test('a slow download can be cancelled at once, and what came is continued', async () => {
  const slow = await serve({ slow: { bytes: 4000, ms: 20 } });
  const controller = new AbortController();
  let weightsBytes = 0;
  const failed = downloadModel(entry, {
    ...slow,
    signal: controller.signal,
    onProgress: ({ bytes }) => {
      weightsBytes = bytes;
      if (bytes > 20_000) controller.abort();
    },
  });
  await expect(failed).rejects.toMatchObject({ kind: 'cancelled' });
  expect(weightsBytes).toBeGreaterThan(20_000);
  expect(readFileSync(`${weightsPath()}.part`).length).toBeGreaterThan(5000);

  await downloadModel(entry, await serve());
  expect(hub!.requests.some((line) => line.includes('bytes='))).toBe(true);
  expect(readFileSync(weightsPath()).equals(weights())).toBe(true);
});

test('a folder that can not be made says so', async () => {
  writeFileSync(modelsDir, 'a file where the folder should be');
  await expect(downloadModel(entry, await serve())).rejects.toThrow(/ENOTDIR|EEXIST|not a directory/u);
});

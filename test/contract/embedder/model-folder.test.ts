import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { resolveModel } from '../../../src-main/adapters/embedder/model-folder';
import { writeTinyModel } from './tiny-model';

let root: string;
const find = (idOrPath: string) =>
  resolveModel(idOrPath, { modelsDir: join(root, 'models'), bundledDir: join(root, 'bundled') });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gnomon-models-'));
});
afterEach(() => rmSync(root, { recursive: true }));

test('an unknown id lists the known ones', async () => {
  const failed = find('all-minilm');
  await expect(failed).rejects.toMatchObject({ kind: 'usage' });
  await expect(failed).rejects.toMatchObject({
    details: {
      remedy: expect.stringMatching(/gnomon-mini.*all-MiniLM-L6-v2.*bge-base.*multilingual-e5/u) as string,
    },
  });
});

test('a known model that was not downloaded says how to get it', async () => {
  await expect(find('Xenova/bge-base-en-v1.5')).rejects.toMatchObject({
    kind: 'not-found',
    details: { remedy: expect.stringContaining('download it') as string },
  });
});

test('each missing file is named', async () => {
  for (const file of ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx']) {
    const path = writeTinyModel(join(root, 'tiny'));
    rmSync(join(path, file));
    await expect(find(path)).rejects.toMatchObject({
      kind: 'not-found',
      details: { where: join(path, file) },
    });
  }
});

test('a file that is no JSON, as a server’s error page, is named', async () => {
  const path = writeTinyModel(join(root, 'tiny'));
  writeFileSync(join(path, 'config.json'), '<!doctype html>');
  await expect(find(path)).rejects.toMatchObject({
    kind: 'bad-data',
    details: { where: join(path, 'config.json') },
  });
});

test('a config without the size of its vectors is no encoder', async () => {
  for (const config of ['{"model_type":"whisper"}', 'null', '{"hidden_size":"16"}']) {
    const path = writeTinyModel(join(root, 'tiny'));
    writeFileSync(join(path, 'config.json'), config);
    await expect(find(path)).rejects.toMatchObject({ kind: 'bad-data' });
  }
});

test('another model in the folder of a known one is refused', async () => {
  writeTinyModel(join(root, 'models/Xenova/all-MiniLM-L6-v2'), { dimensions: 16 });
  await expect(find('all-MiniLM-L6-v2')).rejects.toThrow(/16 dimensions instead of 384/u);
});

test('a local folder tells its own window, dimensions and pooling', async () => {
  const path = writeTinyModel(join(root, 'tiny'), { dimensions: 24, maxTokens: 48 });
  expect((await find(path)).identity).toMatchObject({
    model: 'tiny',
    dimensions: 24,
    maxTokens: 48,
    pooling: 'mean',
    dtype: 'fp32',
  });
  mkdirSync(join(path, '1_Pooling'));
  writeFileSync(join(path, '1_Pooling/config.json'), '{"pooling_mode_cls_token": true}');
  writeFileSync(join(path, 'sentence_bert_config.json'), '{"max_seq_length": 32}');
  expect((await find(path)).identity).toMatchObject({ maxTokens: 32, pooling: 'cls' });
});

test('a tokeniser without a limit (1e30) leaves the limit to the positions, less RoBERTa’s two', async () => {
  const path = writeTinyModel(join(root, 'tiny'), { maxTokens: 1e30 });
  expect((await find(path)).identity.maxTokens).toBe(512);
  writeFileSync(
    join(path, 'config.json'),
    '{"model_type":"xlm-roberta","hidden_size":16,"max_position_embeddings":514}',
  );
  expect((await find(path)).identity.maxTokens).toBe(512);
});

test('a copied folder that is named like a known model keeps its pooling and prefix', async () => {
  const path = writeTinyModel(join(root, 'elsewhere/multilingual-e5-small'));
  expect((await find(path)).prefix).toBe('query: ');
  const bge = writeTinyModel(join(root, 'elsewhere/bge-base-en-v1.5'));
  expect((await find(bge)).identity.pooling).toBe('cls');
});

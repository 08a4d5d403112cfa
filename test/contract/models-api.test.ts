import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApiErrorBody } from '@core/model/api';
import type { ModelDownloadEvent, ModelEntry, ModelList } from '@core/model/api/models';
import { encoderEntry } from '@core/model/encoder-catalogue';
import { createHost, type Host } from '../../src-main/host/create-host';
import { type Hub, type HubOptions, startHub } from './embedder/hub-server';
import { writeTinyModel } from './embedder/tiny-model';

const entry = encoderEntry('all-MiniLM-L6-v2')!;
let root: string;
let host: Host;
let hub: Hub | null = null;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'gnomon-models-'));
  process.env['GNOMON_DATA_DIR'] = join(root, 'data');
  await writeFile(join(root, 'index.html'), '');
  host = await createHost({ kind: 'browser', token: null, rendererDir: root, exampleLog: '' });
});
afterEach(async () => {
  delete process.env['HF_ENDPOINT'];
  await hub?.close();
  hub = null;
  await host.close();
  rmSync(root, { recursive: true });
});

async function call(path: string, model?: string): Promise<Response> {
  const init =
    model === undefined
      ? {}
      : {
          method: 'POST',
          body: JSON.stringify({ model }),
          headers: { 'content-type': 'application/json' },
        };
  return host.fetch(new Request(`http://127.0.0.1/api/models${path}`, init));
}

async function list(): Promise<ModelList> {
  return (await call('')).json() as Promise<ModelList>;
}

function named(models: ModelList, label: string): ModelEntry {
  return models.models.find((model) => model.label === label)!;
}

async function serve(options: Partial<HubOptions> = {}): Promise<void> {
  const source = writeTinyModel(join(root, 'source'), { dimensions: 384 });
  const files = new Map(entry.files.map(({ path }) => [path, readFileSync(join(source, path))]));
  await hub?.close();
  hub = await startHub({ id: entry.id, files, ...options });
  process.env['HF_ENDPOINT'] = hub.endpoint;
}

async function download(): Promise<ModelDownloadEvent[]> {
  const text = await (await call('/download', entry.id)).text();
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ModelDownloadEvent);
}

describe('the models of the window', () => {
  it('are the bundled one, chosen at first, and those to download', async () => {
    const models = await list();
    expect(models.selected).toBe('gnomon-mini');
    expect(models.models.map(({ origin, state }) => `${origin} ${state}`)).toEqual([
      'bundled ready',
      'catalogue absent',
      'catalogue absent',
      'catalogue absent',
    ]);
    for (const model of models.models) expect(model).toMatchObject({ licence: expect.any(String) as string });
  });

  it('are downloaded with progress, can then be chosen, and are removed again with the choice', async () => {
    await serve();
    expect((await call('/select', entry.id)).status).toBe(404);
    const events = await download();
    expect(events.slice(0, -1).every(({ type }) => type === 'progress')).toBe(true);
    const done = events.at(-1)!;
    if (done.type !== 'done') throw new Error(JSON.stringify(done));
    expect(named(done.models, entry.label)).toMatchObject({ state: 'ready', removable: true });
    const chosen = (await (await call('/select', entry.id)).json()) as ModelList;
    expect(chosen.selected).toBe(entry.id);
    expect((await list()).selected).toBe(entry.id);
    const removed = (await (await call('/remove', entry.id)).json()) as ModelList;
    expect(named(removed, entry.label).state).toBe('absent');
    expect(removed.selected).toBe('gnomon-mini');
  });

  it('say what went wrong: a file that is not the one expected, and no network', async () => {
    await serve();
    const { size } = statSync(join(root, 'source/onnx/model.onnx'));
    await serve({ forged: Buffer.alloc(size) });
    const forged = (await download()).at(-1)!;
    expect(forged).toMatchObject({
      type: 'error',
      error: { kind: 'bad-data', details: { cause: expect.stringContaining('SHA-256') as string } },
    });
    expect(named(await list(), entry.label).state).not.toBe('ready');
    process.env['HF_ENDPOINT'] = 'http://127.0.0.1:9';
    expect((await download()).at(-1)).toMatchObject({
      type: 'error',
      error: { details: { remedy: expect.stringContaining('bundled encoder') as string } },
    });
  });

  it('stay where a download was stopped, so that the next goes on', async () => {
    await serve({ slow: { bytes: 500, ms: 20 } });
    const stop = new AbortController();
    const response = await host.fetch(
      new Request('http://127.0.0.1/api/models/download', {
        method: 'POST',
        body: JSON.stringify({ model: entry.id }),
        headers: { 'content-type': 'application/json' },
        signal: stop.signal,
      }),
    );
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    for (let bytes = 0; bytes < 2000;) {
      const last = (await reader.read()).value!.trim().split('\n').at(-1)!;
      const event = JSON.parse(last) as ModelDownloadEvent;
      if (event.type === 'progress') bytes = event.progress.bytes;
    }
    stop.abort();
    await reader.cancel();
    await expect
      .poll(async () => named(await list(), entry.label))
      .toMatchObject({ state: 'partial', removable: true });
    await serve();
    expect((await download()).at(-1)!.type).toBe('done');
  });

  it('are never named by a path from the page', async () => {
    const folder = writeTinyModel(join(root, 'elsewhere'));
    for (const path of ['/select', '/remove', '/download']) {
      const refused = await call(path, folder);
      expect([400, 404]).toContain(refused.status);
      expect(((await refused.json()) as ApiErrorBody).details.message).not.toBe('');
    }
  });

  it('are found where a folder was copied, and made known by the shell or the command line', async () => {
    const { folder: models } = await list();
    await mkdir(join(models, 'acme'), { recursive: true });
    await cp(writeTinyModel(join(root, 'source')), join(models, 'acme/house'), { recursive: true });
    const { id } = await host.addModelFolder(writeTinyModel(join(root, 'elsewhere')));
    const known = await list();
    expect(named(known, 'house')).toMatchObject({ origin: 'folder', state: 'ready', removable: false });
    expect(known.models.find((model) => model.id === id)).toMatchObject({
      label: 'elsewhere',
      dimensions: 16,
      removable: true,
    });
    expect(((await (await call('/select', id)).json()) as ModelList).selected).toBe(id);
    rmSync(join(root, 'elsewhere'), { recursive: true });
    const gone = (await list()).models.find((model) => model.id === id)!;
    expect(gone.state).toBe('missing');
    expect(gone.problem?.message).toContain('is missing');
    await expect(host.addModelFolder(root)).rejects.toThrow('config.json is missing');
  });
});

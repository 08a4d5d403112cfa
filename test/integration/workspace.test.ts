import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareOutputs } from '@core/engine/compare-outputs';
import { AppError } from '@core/model/app-error';
import type { Pair } from '@core/model/pair';
import type { ManifestSource } from '@core/model/workspace';
import type { WorkspaceStore } from '@core/ports/workspace-store';
import { type Disk, diskError, realDisk } from '../../src-main/adapters/workspace/disk';
import { openWorkspace } from '../../src-main/adapters/workspace/folder-workspace';
import { arm, pair } from './pairs';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-workspace-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const create = { id: 'test', name: 'test', createdAt: 0, gnomonVersion: '0' };

function source(pairs: number, changes: Partial<ManifestSource> = {}): ManifestSource {
  return {
    file: 'log.jsonl',
    sha256: 'a'.repeat(64),
    size: 1,
    format: 'jsonl',
    form: 'nested',
    arm: null,
    mapping: {},
    units: {},
    records: pairs,
    pairs,
    rejected: 0,
    duplicates: 0,
    notes: [],
    ...changes,
  };
}

async function importPairs(store: WorkspaceStore, pairs: readonly Pair[]): Promise<void> {
  const transaction = await store.beginImport();
  for (const item of pairs) {
    transaction.append(item, compareOutputs(item));
    await transaction.drain();
  }
  await transaction.commit([source(pairs.length)]);
}

async function rejection(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

describe('a workspace folder', () => {
  it('gives back every text unchanged after reopening, lone surrogates apart', async () => {
    const texts = [
      'plain',
      '',
      'Füße 漢字 🙂',
      '<script>alert(1)</script>',
      'line\u2028separator',
      'x'.repeat(100_000),
    ];
    const store = await openWorkspace(folder, { create });
    await importPairs(
      store,
      texts.map((text, i) =>
        pair(`r${i}`, {
          prompt: text,
          prod: arm({ response: text }),
          shadow: arm({ state: 'failed', response: null, error: text }),
        }),
      ),
    );
    const reopened = await openWorkspace(folder);
    const read = await reopened.readTexts(texts.map((_, i) => i));
    expect(read.map(({ prompt }) => prompt)).toEqual(texts);
    expect(read.map(({ prodResponse }) => prodResponse)).toEqual(texts);
    expect(read.map(({ shadowError }) => shadowError)).toEqual(texts);
    expect(read.every(({ shadowResponse }) => shadowResponse === null)).toBe(true);
  });

  it('shows nothing of an import that was not committed, and removes what it left (a crash while importing)', async () => {
    const store = await openWorkspace(folder, { create });
    await importPairs(store, [pair('kept')]);
    const crashed = await store.beginImport();
    for (let i = 0; i < 20_000; i++) crashed.append(pair(`lost${i}`), compareOutputs(pair('x')));
    crashed.reject({ file: 'log.jsonl', line: 1, code: 'invalid-json', reason: 'broken', text: '{' });
    await crashed.drain();
    await appendFile(join(folder, 'rejects.jsonl'), '{"torn');
    // The process is gone: its lock names a pid that no longer runs.
    await writeFile(
      join(folder, 'lock'),
      JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), since: 'before' }),
    );
    await new Promise((resolve) => setTimeout(resolve, 200));

    const reopened = await openWorkspace(folder);
    expect(reopened.manifest.segments.map(({ pairs }) => pairs)).toEqual([1]);
    expect(await reopened.readRejects({ offset: 0, limit: 10 })).toEqual({ total: 0, rows: [] });
    await importPairs(reopened, [pair('next')]);
    expect(reopened.manifest.segments.map(({ firstSeq, pairs }) => [firstSeq, pairs])).toEqual([
      [0, 1],
      [1, 1],
    ]);
    expect((await readdir(join(folder, 'segments'))).length).toBe(4);
    expect((await readFile(join(folder, 'rejects.jsonl'), 'utf8')).length).toBe(0);
  });

  it('refuses a second writer while the first lives, and names it', async () => {
    const first = await openWorkspace(folder, { create });
    const transaction = await first.beginImport();
    const second = await openWorkspace(folder, { create });
    const error = await rejection(second.beginImport());
    expect(error.kind).toBe('locked');
    expect(error.paragraph).toContain(String(process.pid));
    await transaction.abort();
    await expect(second.beginImport().then((next) => next.abort())).resolves.toBeUndefined();
  });

  it('respects the lock of a process on another computer, whose life can not be checked', async () => {
    await writeFile(join(folder, 'lock'), JSON.stringify({ pid: 1, host: 'elsewhere', since: 'now' }));
    const store = await openWorkspace(folder, { create });
    expect((await rejection(store.beginImport())).kind).toBe('locked');
  });

  it('names a damaged segment and opens the rest', async () => {
    const store = await openWorkspace(folder, { create });
    await importPairs(store, [pair('a')]);
    await importPairs(store, [pair('b')]);
    await importPairs(store, [pair('c')]);
    await writeFile(join(folder, 'segments', '000002.pairs.arrows'), 'damaged');
    const segments = [];
    for await (const segment of (await openWorkspace(folder)).hotSegments()) segments.push(segment);
    expect(segments.map(({ name, reason }) => [name, reason])).toEqual([
      ['000001', null],
      ['000002', 'its checksum differs'],
      ['000003', null],
    ]);
  });

  it('says that texts are damaged instead of showing wrong ones', async () => {
    const store = await openWorkspace(folder, { create });
    await importPairs(store, [pair('a')]);
    const path = join(folder, 'segments', '000001.texts.arrows');
    const bytes = await readFile(path);
    bytes[bytes.length - 40]! ^= 1;
    await writeFile(path, bytes);
    const error = await rejection((await openWorkspace(folder)).readTexts([0]));
    expect(error.kind).toBe('bad-data');
    expect(error.paragraph).toContain('000001');
  });

  it('keeps what was there when the disk fills up in the middle of an import', async () => {
    await importPairs(await openWorkspace(folder, { create }), [pair('kept')]);
    const before = await readFile(join(folder, 'workspace.json'));
    const store = await openWorkspace(folder, { create, disk: fullAfter(1) });
    const transaction = await store.beginImport();
    const append = async (): Promise<void> => {
      for (let i = 0; i < 50_000; i++) {
        transaction.append(pair(`r${i}`), compareOutputs(pair('x')));
        if (i % 1000 === 0) await transaction.drain();
      }
      await transaction.commit([source(50_000)]);
    };
    const error = await rejection(append());
    expect(error.kind).toBe('no-space');
    expect(error.paragraph).toMatch(/free some space/);
    await transaction.abort();
    expect(await readFile(join(folder, 'workspace.json'))).toEqual(before);
    expect((await readdir(join(folder, 'segments'))).length).toBe(2);
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });

  it('says what to do when the folder can not be written', async () => {
    const store = await openWorkspace(folder, { create, disk: failing('EROFS') });
    const transaction = await store.beginImport();
    transaction.append(pair('a'), compareOutputs(pair('a')));
    const error = await rejection(transaction.commit([source(1)]));
    expect(error.kind).toBe('read-only');
    await transaction.abort();
  });

  it('opens no folder that holds something else, and no manifest that was damaged', async () => {
    expect((await rejection(openWorkspace(folder))).kind).toBe('not-found');
    await writeFile(join(folder, 'workspace.json'), '{"format": 2}');
    expect((await rejection(openWorkspace(folder))).kind).toBe('bad-data');
    await writeFile(join(folder, 'workspace.json'), '{"format": ');
    expect((await rejection(openWorkspace(folder))).paragraph).toContain('not valid JSON');
  });

  it('gives tag keys that differ by case one column, and harmless names to hostile keys', async () => {
    const tags = (entries: [string, string][]): Partial<Pair> => ({ tags: new Map(entries) });
    const store = await openWorkspace(folder, { create });
    await importPairs(store, [
      pair('a', tags([['Route', 'x']])),
      pair(
        'b',
        tags([
          ['route', 'y'],
          ['__proto__', 'p'],
          ['a"b', 'q'],
        ]),
      ),
    ]);
    expect(store.manifest.tagKeys).toEqual(['Route', '__proto__', 'a"b']);
  });
});

/** A disk that is full once it has written so many files. */
function fullAfter(files: number): Disk {
  let written = 0;
  const check = (): void => {
    if (written++ >= files) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  };
  return throughDiskError(check);
}

function failing(code: string): Disk {
  return throughDiskError(() => {
    throw Object.assign(new Error(code), { code });
  });
}

function throughDiskError(check: () => void): Disk {
  const wrap = async (path: string, write: () => Promise<void>): Promise<void> => {
    try {
      check();
    } catch (error) {
      throw diskError(error, path);
    }
    await write();
  };
  return {
    writeAtomically: (path, bytes) => wrap(path, () => realDisk.writeAtomically(path, bytes)),
    append: (path, bytes) => wrap(path, () => realDisk.append(path, bytes)),
  };
}

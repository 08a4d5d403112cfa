import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '@core/model/app-error';
import { openLogFile } from '../../../src-main/adapters/log-files/open-log-file';
import { readAll } from '../../unit/import/read-all';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-logs-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function failure(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

const record = (id: number) => JSON.stringify({ id, prod_response: `é${id}`, shadow_response: '你好 😀' });
const LOG = Array.from({ length: 50 }, (_, i) => record(i)).join('\n');
const LONG = Array.from({ length: 40_000 }, (_, i) => record(i)).join('\n');

describe('a file that is no log', () => {
  test('missing', async () => {
    const error = await failure(openLogFile(join(folder, 'nothing.jsonl')));
    expect([error.kind, error.details.where]).toEqual(['not-found', join(folder, 'nothing.jsonl')]);
  });

  test('inside a file instead of a folder', async () => {
    const path = await write('plain.jsonl', LOG);
    expect((await failure(openLogFile(join(path, 'x.jsonl')))).kind).toBe('not-found');
  });

  test('a directory', async () => {
    await mkdir(join(folder, 'logs'));
    const error = await failure(openLogFile(join(folder, 'logs')));
    expect([error.kind, error.message]).toEqual(['bad-data', 'logs is a directory.']);
  });

  test('empty', async () => {
    const error = await failure(openLogFile(await write('empty.jsonl', '')));
    expect([error.kind, error.message]).toEqual(['bad-data', 'empty.jsonl is empty.']);
  });

  test('empty inside a gzip', async () => {
    const error = await failure(openLogFile(await write('empty.jsonl.gz', gzipSync(''))));
    expect([error.kind, error.message]).toEqual(['bad-data', 'empty.jsonl.gz is empty.']);
  });

  // Root may read everything, so there is nothing to see.
  test.skipIf(process.getuid?.() === 0)('not readable', async () => {
    const path = await write('secret.jsonl', LOG);
    await chmod(path, 0o000);
    expect((await failure(openLogFile(path))).message).toBe('secret.jsonl may not be read.');
  });

  test.each([
    ['Parquet', Buffer.from('PAR1\x15\x00\x15\x00')],
    ['ZIP', Buffer.from('PK\x03\x04\x14\x00')],
    ['Zstandard', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x24, 0x41])],
    ['SQLite', Buffer.from('SQLite format 3\x00\x10')],
    ['PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])],
    ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])],
    ['UTF-16LE', Buffer.from(record(1), 'utf16le')],
    ['a binary file', Buffer.from('{"a":1}\n\x00\x01\x02')],
  ])('binary: %s', async (name, bytes) => {
    for (const [file, content] of [
      ['x.jsonl', bytes],
      ['x.jsonl.gz', gzipSync(bytes)],
    ] as const) {
      const error = await failure(openLogFile(await write(file, content)));
      expect(error.kind).toBe('bad-data');
      expect(error.message).toContain(name);
      expect(error.details.remedy).toBeTruthy();
    }
  });

  test('text that begins like a binary file is text', async () => {
    const file = await openLogFile(await write('orc.csv', 'ORC,prod_response,shadow_response\n1,x,y\n'));
    expect((await readAll(file)).pairs).toHaveLength(1);
  });
});

describe('encodings', () => {
  const utf16be = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();

  test.each([
    ['plain', (text: string) => Buffer.from(text)],
    ['gzip, told by its bytes and not by its name', (text: string) => gzipSync(text)],
    [
      'several gzip members',
      (text: string) => Buffer.concat([gzipSync(text.slice(0, 99)), gzipSync(text.slice(99))]),
    ],
    ['UTF-16LE', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16BE', utf16be],
    ['UTF-16 inside gzip', (text: string) => gzipSync(utf16be(text))],
    ['UTF-8 with a byte order mark', (text: string) => Buffer.from(`\ufeff${text}`)],
  ])('%s', async (_, encode) => {
    const path = await write('log.jsonl', encode(LONG));
    const file = await openLogFile(path);
    const { pairs, rejects, notes } = await readAll(file);
    expect([pairs.length, rejects, notes]).toEqual([40_000, [], []]);
    expect(pairs[39_999]).toMatchObject({ prod: { response: 'é39999' }, shadow: { response: '你好 😀' } });
  });
});

describe('gzip', () => {
  test('truncated: gives what could be read, then says so', async () => {
    const whole = gzipSync(LONG);
    const file = await openLogFile(await write('cut.jsonl.gz', whole.subarray(0, whole.length / 2)));
    const { pairs, rejects, notes } = await readAll(file);
    expect(pairs.length).toBeGreaterThan(10_000);
    expect(rejects.map(({ code }) => code)).toEqual(['truncated']);
    expect(notes).toMatchObject([
      { code: 'truncated-file', message: expect.stringContaining('cut.jsonl.gz is truncated') },
    ]);
  });

  test('truncated so early that nothing can be read', async () => {
    const file = openLogFile(await write('cut.jsonl.gz', gzipSync(LONG).subarray(0, 12)));
    expect((await failure(file.then((opened) => readAll(opened)))).message).toContain('truncated');
  });

  test('damaged in the middle', async () => {
    const bytes = gzipSync(LONG);
    bytes.fill(0xff, bytes.length / 2, bytes.length / 2 + 64);
    const { pairs, notes } = await readAll(await openLogFile(await write('damaged.jsonl.gz', bytes)));
    expect(pairs.length).toBeGreaterThan(0);
    expect(notes).toMatchObject([{ code: 'truncated-file', message: expect.stringContaining('damaged') }]);
  });
});

describe('reading', () => {
  test.each(['log.jsonl', 'log.jsonl.gz'])(
    'progress counts the bytes on disk up to the size: %s',
    async (name) => {
      const path = await write(name, name.endsWith('gz') ? gzipSync(LONG) : LONG);
      const file = await openLogFile(path);
      const seen: number[] = [];
      let unpacked = 0;
      for await (const chunk of file.open({ onBytesRead: (bytes) => seen.push(bytes) }))
        unpacked += chunk.length;
      expect(seen.at(-1)).toBe(file.size);
      expect(seen).toEqual([...seen].toSorted((a, b) => a - b));
      expect(unpacked).toBe(Buffer.byteLength(LONG));
      expect(file.gzip).toBe(name.endsWith('gz'));
    },
  );

  test('stops when it is aborted', async () => {
    const file = await openLogFile(await write('log.jsonl', Buffer.alloc(8e6, `${record(1)}\n`)));
    const controller = new AbortController();
    const read = async () => {
      for await (const _ of file.open({ signal: controller.signal })) controller.abort();
    };
    expect((await failure(read())).kind).toBe('cancelled');
  });

  const FDS = '/proc/self/fd';
  test.skipIf(!existsSync(FDS))('closes the file when the reader leaves early', async () => {
    const file = await openLogFile(await write('log.jsonl.gz', gzipSync(LONG)));
    const before = (await readdir(FDS)).length;
    for (let i = 0; i < 30; i++) for await (const _ of file.open()) break;
    // Streams are torn down in later turns of the event loop.
    await expect.poll(async () => (await readdir(FDS)).length).toBeLessThan(before + 10);
  });
});

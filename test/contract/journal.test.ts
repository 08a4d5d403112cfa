import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as v from 'valibot';
import { type Disk, realDisk } from '../../src-main/adapters/workspace/disk';
import { journalBytes, openJournal } from '../../src-main/adapters/workspace/journal';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-journal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const Entry = v.object({ n: v.number(), text: v.optional(v.string()) });
const parse = (value: unknown): v.InferOutput<typeof Entry> => v.parse(Entry, value);
const journal = (disk?: Disk) => openJournal(folder, 'test.jsonl', parse, disk);
const file = (): string => join(folder, 'test.jsonl');

it('is empty before anything is written', async () => {
  expect(await journal().read()).toEqual({ entries: [], damaged: [], end: 0 });
  expect(await journalBytes(folder, 'test.jsonl')).toBe(0);
});

it('gives back what was appended, in order, line separators and all', async () => {
  const entries = [{ n: 1, text: 'a\nb\u2028c' }, { n: 2 }];
  await journal().append(entries);
  await journal().append([{ n: 3 }]);
  const { entries: read, end } = await journal().read();
  expect(read).toEqual([...entries, { n: 3 }]);
  expect(end).toBe(await journalBytes(folder, 'test.jsonl'));
});

it('goes on reading where a former reading ended', async () => {
  await journal().append([{ n: 1 }]);
  const { end } = await journal().read();
  await journal().append([{ n: 2 }]);
  expect((await journal().read(end)).entries).toEqual([{ n: 2 }]);
});

it('reports a line that a crash cut off, at whatever byte, and does not lose what comes after it', async () => {
  await journal().append([{ n: 1 }, { n: 22, text: 'é' }]);
  const whole = await readFile(file());
  const second = whole.indexOf(10) + 1;
  for (let length = second + 1; length < whole.length; length++) {
    await writeFile(file(), whole);
    await truncate(file(), length);
    const cut = await journal().read();
    expect(cut.entries).toEqual([{ n: 1 }]);
    expect(cut.damaged).toHaveLength(1);
    expect(cut.end).toBe(second);
    await journal().append([{ n: 3 }]);
    const { entries } = await journal().read();
    // Cut off just before its line end, the record itself is whole.
    expect(entries).toEqual(
      length === whole.length - 1 ? [{ n: 1 }, { n: 22, text: 'é' }, { n: 3 }] : [{ n: 1 }, { n: 3 }],
    );
  }
});

it('leaves out lines that are no entry, and names them', async () => {
  await journal().append([{ n: 1 }]);
  await appendFile(file(), '{"n":"one"}\nnonsense\n{"n":2}\n');
  const { entries, damaged } = await journal().read();
  expect(entries).toEqual([{ n: 1 }, { n: 2 }]);
  expect(damaged.map(({ line }) => line)).toEqual([2, 3]);
});

it('reads lines longer than a chunk', async () => {
  const text = 'x'.repeat(3 << 20);
  await journal().append([{ n: 1, text }, { n: 2 }]);
  expect((await journal().read()).entries).toEqual([{ n: 1, text }, { n: 2 }]);
});

it('gathers what is appended while a write is being synced, and keeps the order', async () => {
  let writes = 0;
  const counting: Disk = {
    ...realDisk,
    append(path, bytes) {
      writes++;
      return realDisk.append(path, bytes);
    },
  };
  const log = journal(counting);
  await Promise.all(Array.from({ length: 50 }, (_, n) => log.append([{ n }])));
  expect((await log.read()).entries.map(({ n }) => n)).toEqual(Array.from({ length: 50 }, (_, n) => n));
  expect(writes).toBeLessThan(5);
});

it('fails the append that could not be written, and only that one', async () => {
  let full = true;
  const disk: Disk = {
    ...realDisk,
    append: (path, bytes) => (full ? Promise.reject(new Error('full')) : realDisk.append(path, bytes)),
  };
  const log = journal(disk);
  await expect(log.append([{ n: 1 }])).rejects.toThrow('full');
  full = false;
  await log.append([{ n: 2 }]);
  expect((await log.read()).entries).toEqual([{ n: 2 }]);
});

it('ends a line that another process left half written between two appends of ours', async () => {
  const log = journal();
  await log.append([{ n: 1 }]);
  await appendFile(file(), '{"n":9');
  await log.append([{ n: 2 }]);
  expect((await log.read()).entries).toEqual([{ n: 1 }, { n: 2 }]);
});

it('writes to the file that is there now, not to one that was removed or replaced since the last append', async () => {
  const log = journal();
  await log.append([{ n: 1 }]);
  await rm(file());
  await log.append([{ n: 2 }]);
  expect((await log.read()).entries).toEqual([{ n: 2 }]);
  await rm(file());
  await writeFile(file(), '{"n":3}\n');
  await log.append([{ n: 4 }]);
  expect((await log.read()).entries).toEqual([{ n: 3 }, { n: 4 }]);
});

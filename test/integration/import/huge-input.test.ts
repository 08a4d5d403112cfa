import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspectLog } from '@core/import/inspect-log';
import { readLog } from '@core/import/read-log';
import { csvReader } from '../../../src-main/adapters/log-files/csv-reader';
import { openLogFile } from '../../../src-main/adapters/log-files/open-log-file';

const MIB = 1024 * 1024;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-huge-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes texts and fillings of so many MiB of "x", without holding them in memory. */
async function write(name: string, parts: readonly (string | number)[]): Promise<string> {
  const path = join(folder, name);
  const handle = await open(path, 'w');
  const filling = Buffer.alloc(MIB, 'x');
  for (const part of parts) {
    if (typeof part === 'string') await handle.write(part);
    else for (let i = 0; i < part; i++) await handle.write(filling);
  }
  await handle.close();
  return path;
}

async function readWatched(path: string) {
  const file = await openLogFile(path);
  const inspection = await inspectLog({ file, csvReader });
  const rejects: { code: string; line: number; chars: number }[] = [];
  const ids: string[] = [];
  let peak = 0;
  const watch = () => {
    const { arrayBuffers, heapUsed } = process.memoryUsage();
    peak = Math.max(peak, arrayBuffers + heapUsed);
  };
  watch();
  const before = peak;
  for await (const batch of readLog({ file, csvReader, inspection, onBytesRead: watch }).batches) {
    ids.push(...batch.pairs.map(({ requestId }) => requestId));
    rejects.push(...batch.rejects.map(({ code, line, text }) => ({ code, line, chars: text.length })));
  }
  return { ids, rejects, grownMiB: (peak - before) / MIB };
}

const good = (id: string) => JSON.stringify({ id, prod_response: 'x', shadow_response: 'y' });

describe('a single record of hundreds of MB is set aside and not held in memory', () => {
  test.each([
    ['line.jsonl', [`${good('1')}\n`, '{"id":"big","prod_response":"', 300, `"}\n${good('2')}\n`]],
    ['array.json', [`[${good('1')},\n`, '{"id":"big","prod_response":"', 300, `"},\n${good('2')}\n]`]],
    ['row.csv', ['id,prod_response,shadow_response\n1,x,y\nbig,', 300, ',y\n2,x,y\n']],
  ])('%s', async (name, parts) => {
    const { ids, rejects, grownMiB } = await readWatched(await write(name, parts));
    expect(ids).toEqual(['1', '2']);
    expect(rejects).toEqual([{ code: 'too-long', line: name.endsWith('csv') ? 3 : 2, chars: 4000 }]);
    expect(grownMiB).toBeLessThan(250);
  });

  test('alone in its file of 100 MB it is an error that says so', async () => {
    const path = await write('only.jsonl', ['{"id":"', 100]);
    await expect(readWatched(path)).rejects.toThrow('longer than 32 MiB');
  });
});

test('a large array on one line streams', async () => {
  const element = JSON.stringify({ id: 'ID', prod_response: '{"[\\"'.repeat(200), shadow_response: 'y' });
  const block = Array.from({ length: 800 }, (_, i) => element.replace('ID', String(i))).join(',');
  const path = await write('array.json', [
    '[',
    ...Array.from({ length: 150 }, () => `${block},`),
    good('last'),
    ']',
  ]);
  const { ids, rejects, grownMiB } = await readWatched(path);
  expect([ids.length, ids.at(-1), rejects]).toEqual([120_001, 'last', []]);
  expect(grownMiB).toBeLessThan(200);
});

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPartitions } from '@core/engine/partitions';
import type { ArmLogRecord } from '@core/model/pair';
import { openSpill } from '../../src-main/adapters/workspace/folder-spill';
import { arm } from './pairs';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-partitions-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function record(i: number): ArmLogRecord {
  const text = `line\u2028separator\n"quoted" ${i} 🙂`;
  return {
    requestId: `request-${i}`,
    timestamp: i,
    prompt: text,
    messages: null,
    arm: arm({ response: text }),
    rerun: { state: 'answered', response: text },
    tags: new Map([['__proto__', 'x']]),
    labels: new Map(),
    line: i,
  };
}

it('a join larger than memory finds every record again, unchanged, both arms of an id in one partition', async () => {
  const partitions = await openPartitions(1 << 30, () => openSpill(folder));
  const records = Array.from({ length: 5000 }, (_, i) => record(i));
  await partitions.append('prod', records.slice(0, 3000));
  await partitions.append('prod', records.slice(3000));
  await partitions.append('shadow', records.toReversed());
  expect(partitions.count).toBeGreaterThan(5);
  const found = { prod: new Map<string, number>(), shadow: new Map<string, number>() };
  const read: ArmLogRecord[] = [];
  for (let partition = 0; partition < partitions.count; partition++)
    for (const name of ['prod', 'shadow'] as const)
      for await (const item of partitions.read(partition, name)) {
        found[name].set(item.requestId, partition);
        if (name === 'prod') read.push(item);
      }
  expect(found.prod.size).toBe(5000);
  expect([...found.shadow].toSorted()).toEqual([...found.prod].toSorted());
  expect(read.toSorted((a, b) => a.line - b.line)).toEqual(records);
  await partitions.dispose();
  expect(await readdir(folder)).toEqual([]);
});

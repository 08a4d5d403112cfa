import type { ArmName } from '../model/arm';
import { toJsonLine } from '../model/json-line';
import type { ArmLogRecord } from '../model/pair';
import type { Spill } from '../ports/spill';

/** Text that one partition may hold: its records are in memory at once. */
const PARTITION_BYTES = 96 << 20;

/** Records of both arms, divided by a hash of their request id. */
export interface Partitions {
  readonly count: number;
  append(arm: ArmName, records: readonly ArmLogRecord[]): Promise<void>;
  read(partition: number, arm: ArmName): AsyncIterable<ArmLogRecord>;
  dispose(): Promise<void>;
}

/** In memory when everything fits into one partition, else on disk. */
export async function openPartitions(bytes: number, openSpill: () => Promise<Spill>): Promise<Partitions> {
  const count = Math.max(1, Math.ceil(bytes / PARTITION_BYTES));
  return count === 1 ? inMemory() : onDisk(count, await openSpill());
}

function inMemory(): Partitions {
  const records: Record<ArmName, ArmLogRecord[]> = { prod: [], shadow: [] };
  return {
    count: 1,
    async append(arm, more) {
      for (const record of more) records[arm].push(record);
    },
    async *read(_, arm) {
      yield* records[arm];
    },
    async dispose() {},
  };
}

function onDisk(count: number, spill: Spill): Partitions {
  const place = (partition: number, arm: ArmName): number => partition * 2 + (arm === 'prod' ? 0 : 1);
  return {
    count,
    async append(arm, records) {
      const lines = new Map<number, string[]>();
      for (const record of records) {
        const partition = hash(record.requestId) % count;
        const bucket = lines.get(partition) ?? [];
        bucket.push(encode(record));
        lines.set(partition, bucket);
      }
      for (const [partition, bucket] of lines) await spill.append(place(partition, arm), bucket);
    },
    async *read(partition, arm) {
      for await (const line of spill.read(place(partition, arm))) yield decode(line);
    },
    dispose: () => spill.dispose(),
  };
}

/** FNV-1a, 32 bit. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

function encode(record: ArmLogRecord): string {
  return toJsonLine({ ...record, tags: [...record.tags], labels: [...record.labels] });
}

function decode(line: string): ArmLogRecord {
  const { tags, labels, ...record } = JSON.parse(line) as Omit<ArmLogRecord, 'tags' | 'labels'> & {
    tags: [string, string][];
    labels: [string, string][];
  };
  return { ...record, tags: new Map(tags), labels: new Map(labels) };
}

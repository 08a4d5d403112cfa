import { joinPair } from '../import/pairing/join-pair';
import { AppError } from '../model/app-error';
import type { ArmName } from '../model/arm';
import type { ImportNote } from '../model/import';
import type { ArmLogRecord } from '../model/pair';
import type { ManifestSource } from '../model/workspace';
import { admit, batchesOf, type ImportRun, type InspectedLog, sourceOf } from './import-run';
import { compareOutputs } from './compare-outputs';
import { openPartitions, type Partitions } from './partitions';

type Counts = Pick<ManifestSource, 'records' | 'pairs' | 'rejected' | 'duplicates'>;

interface ReadArm {
  log: InspectedLog;
  counts: Counts;
  notes: ImportNote[];
}

/**
 * Joins the logs of two arms by request id. Both are first divided into partitions by a hash of the id, so that only
 * one partition has to fit into memory (a Grace hash join).
 * A record without a partner becomes a pair whose other arm is missing.
 * @throws AppError('bad-data') when no id occurs on both sides
 */
export async function joinArms(
  run: ImportRun,
  logs: Readonly<Record<ArmName, readonly InspectedLog[]>>,
): Promise<ManifestSource[]> {
  const bytes = [...logs.prod, ...logs.shadow].reduce(
    (sum, { file }) => sum + file.size * (file.gzip ? 6 : 1),
    0,
  );
  const partitions = await openPartitions(bytes, () => run.transaction.openSpill());
  try {
    const prod = await readArms(run, logs.prod, partitions, 'prod');
    const shadow = await readArms(run, logs.shadow, partitions, 'shadow');
    run.progress.phase = 'joining';
    const unmatched = { prod: 0, shadow: 0 };
    let matched = 0;
    for (let partition = 0; partition < partitions.count; partition++) {
      run.signal?.throwIfAborted();
      const waiting = new Map<string, ArmLogRecord>();
      for await (const record of partitions.read(partition, 'shadow')) waiting.set(record.requestId, record);
      for await (const record of partitions.read(partition, 'prod')) {
        const partner = waiting.get(record.requestId) ?? null;
        waiting.delete(record.requestId);
        if (partner) matched++;
        else unmatched.prod++;
        append(run, record, partner);
      }
      for (const record of waiting.values()) append(run, null, record);
      unmatched.shadow += waiting.size;
      run.progress.tick();
      await run.transaction.drain();
    }
    if (matched === 0) throw noCommonIds(prod, shadow);
    prod[0]!.counts.pairs = matched + unmatched.prod;
    shadow[0]!.counts.pairs = unmatched.shadow;
    note(prod[0]!, unmatched.prod, 'shadow');
    note(shadow[0]!, unmatched.shadow, 'production');
    return [...prod, ...shadow].map(({ log, counts, notes }) => sourceOf(log, counts, notes));
  } finally {
    await partitions.dispose();
  }
}

async function readArms(
  run: ImportRun,
  logs: readonly InspectedLog[],
  partitions: Partitions,
  arm: ArmName,
): Promise<ReadArm[]> {
  const arms: ReadArm[] = [];
  const ofThisArm: ImportRun = { ...run, seen: new Set() };
  for (const log of logs) {
    const counts = { records: 0, pairs: 0, rejected: 0, duplicates: 0 };
    const batches = batchesOf(run, log);
    let next = await batches.next();
    for (; !next.done; next = await batches.next()) {
      const batch = next.value;
      counts.records += batch.records;
      counts.rejected += batch.rejects.length;
      const fresh = batch.arms.filter(({ requestId }, i) =>
        admit(run.seen.has(requestId) ? run : ofThisArm, log, batch, i, requestId),
      );
      counts.duplicates += batch.arms.length - fresh.length;
      await partitions.append(arm, fresh);
    }
    arms.push({ log, counts, notes: [...next.value.notes()] });
  }
  return arms;
}

function append(run: ImportRun, prod: ArmLogRecord | null, shadow: ArmLogRecord | null): void {
  const pair = joinPair(prod, shadow);
  run.transaction.append(pair, compareOutputs(pair));
  run.progress.pairs++;
}

function note(read: ReadArm, count: number, other: string): void {
  if (count === 0) return;
  const message = `${count} records have no ${other} record with the same request id; they count as pairs with a missing arm`;
  read.notes.push({ file: read.log.file.name, code: 'unmatched', message, count, firstLine: null });
}

function noCommonIds(prod: readonly ReadArm[], shadow: readonly ReadArm[]): AppError {
  const column = ([read]: readonly ReadArm[]): string =>
    read!.log.inspection.mapped.find(({ target }) => target === 'request_id')?.path ?? 'the line number';
  return new AppError('bad-data', {
    message: 'No request id occurs in both logs, so no pair can be formed.',
    where:
      `${prod[0]!.log.file.name} (ids from ${column(prod)}) and ` +
      `${shadow[0]!.log.file.name} (ids from ${column(shadow)})`,
    cause:
      'the logs are of different requests, or each side has an id of its own and the common one is another column',
    remedy: 'name the column that holds the common id',
    commandLine: '--map request_id=metadata.request_id',
  });
}

import type { LogBatch } from '../import/log-batch';
import { type LogReading, readLog } from '../import/read-log';
import type { UsableInspection } from '../import/usable-inspection';
import type { ImportNote, Reject } from '../model/import';
import type { ManifestSource } from '../model/workspace';
import type { CsvReader } from '../ports/csv-reader';
import type { LogFile } from '../ports/log-file';
import type { ImportTransaction } from '../ports/workspace-store';
import type { ProgressMeter } from './import-progress';

/** A log that was inspected, with the SHA-256 of its bytes on disk. */
export interface InspectedLog {
  file: LogFile;
  sha256: string;
  inspection: UsableInspection;
}

/** What one import shares between its files. */
export interface ImportRun {
  transaction: ImportTransaction;
  csvReader: CsvReader;
  seen: Set<string>;
  /** Rejects of the batch in hand, duplicates included; they go to the journal in the order of the log. */
  setAside: Reject[];
  progress: ProgressMeter;
  signal: AbortSignal | undefined;
}

/** Reads one log's batches with rejects, progress and cancelling taken care of. */
export async function* batchesOf(
  run: ImportRun,
  { file, inspection }: InspectedLog,
): AsyncGenerator<LogBatch, LogReading> {
  const { progress, transaction } = run;
  const before = progress.bytesRead;
  const reading = readLog({
    file,
    csvReader: run.csvReader,
    inspection,
    ...(run.signal && { signal: run.signal }),
    onBytesRead: (bytes) => (progress.bytesRead = before + bytes),
  });
  for await (const batch of reading.batches) {
    run.signal?.throwIfAborted();
    run.setAside.push(...batch.rejects);
    yield batch;
    progress.rejected += batch.rejects.length;
    for (const reject of run.setAside.toSorted((a, b) => a.line - b.line)) transaction.reject(reject);
    run.setAside.length = 0;
    progress.tick();
    await transaction.drain();
  }
  progress.bytesRead = before + file.size;
  return reading;
}

/** True when the id is new; otherwise the record is set aside as a duplicate. */
export function admit(
  run: ImportRun,
  log: InspectedLog,
  batch: LogBatch,
  index: number,
  requestId: string,
): boolean {
  if (!run.seen.has(requestId)) {
    run.seen.add(requestId);
    return true;
  }
  run.setAside.push({
    file: log.file.name,
    line: batch.lines[index]!,
    code: 'duplicate',
    reason: `request id "${requestId.slice(0, 80)}" was read before; the first record counts`,
    text: batch.rawText(index),
  });
  return false;
}

/** The manifest's entry of a log that has been read. */
export function sourceOf(
  { file, sha256, inspection }: InspectedLog,
  counts: Pick<ManifestSource, 'records' | 'pairs' | 'rejected' | 'duplicates'>,
  notes: readonly ImportNote[],
): ManifestSource {
  const { format, form, arm, mapped } = inspection;
  const units = mapped.flatMap(({ target, unit }) => (unit ? [[target, unit] as const] : []));
  return {
    file: file.name,
    sha256,
    size: file.size,
    format,
    form,
    arm: arm?.name ?? null,
    mapping: Object.fromEntries(mapped.map(({ target, path }) => [target, path])),
    units: Object.fromEntries(units),
    ...counts,
    notes: [...notes],
  };
}

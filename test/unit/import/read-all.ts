import { inspectLog, type InspectOptions } from '@core/import/inspect-log';
import { readLog } from '@core/import/read-log';
import type { ImportNote, LogInspection, Reject } from '@core/model/import';
import type { ArmLogRecord, Pair } from '@core/model/pair';
import type { LogFile } from '@core/ports/log-file';
import { csvReader } from '../../../src-main/adapters/log-files/csv-reader';

export interface WholeLog {
  inspection: LogInspection;
  pairs: Pair[];
  arms: ArmLogRecord[];
  lines: number[];
  texts: string[];
  rejects: Reject[];
  records: number;
  notes: ImportNote[];
}

/** Inspects and reads a log to its end. */
export async function readAll(file: LogFile, options: Partial<InspectOptions> = {}): Promise<WholeLog> {
  const inspection = await inspectLog({ file, csvReader, ...options });
  return readInspected(file, inspection);
}

async function readInspected(file: LogFile, inspection: LogInspection): Promise<WholeLog> {
  const reading = readLog({ file, csvReader, inspection });
  const whole: Omit<WholeLog, 'notes'> = {
    inspection,
    pairs: [],
    arms: [],
    lines: [],
    texts: [],
    rejects: [],
    records: 0,
  };
  for await (const batch of reading.batches) {
    whole.pairs.push(...batch.pairs);
    whole.arms.push(...batch.arms);
    whole.lines.push(...batch.lines);
    whole.texts.push(...batch.lines.map((_, i) => batch.rawText(i)));
    whole.rejects.push(...batch.rejects);
    whole.records += batch.records;
  }
  return { ...whole, notes: reading.notes() };
}

export function mappingOf({ mapped }: LogInspection): Record<string, string> {
  return Object.fromEntries(mapped.map(({ target, path }) => [target, path]));
}

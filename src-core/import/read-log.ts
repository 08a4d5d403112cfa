import { AppError } from '../model/app-error';
import type { ImportNote, LogInspection } from '../model/import';
import type { CsvReader } from '../ports/csv-reader';
import type { LogFile } from '../ports/log-file';
import { csvAccessor } from './accessors';
import { createAdaptiveMapper } from './adaptive-mapper';
import { csvProblem, readCsvRecords } from './csv-records';
import { createJsonSplitter } from './json-sink';
import { createBatchBuilder, type LogBatch } from './log-batch';
import { createNoteKeeper, type NoteKeeper } from './note-keeper';
import { usable, type UsableInspection } from './usable-inspection';
import { createRecordMapper, type RecordMapper } from './record-mapper';

export type { LogBatch };

export interface ReadLogOptions {
  file: LogFile;
  csvReader: CsvReader;
  inspection: LogInspection;
  signal?: AbortSignal;
  /** Told the bytes read from disk so far. */
  onBytesRead?: (bytes: number) => void;
}

export interface LogReading {
  /** To be read once, to the end. */
  batches: AsyncIterable<LogBatch>;
  /** What was tolerated; complete when the batches have been read. */
  notes(): ImportNote[];
}

/**
 * Reads a log by its inspection as a stream of batches, in bounded memory. Records that cannot be taken are
 * rejects of their batch. A file that breaks off (a truncated gzip) gives what could be read and a note;
 * the batches throw AppError when nothing could be read, and when the signal aborts.
 * Throws AppError('bad-data') when the inspection found no columns that can be used.
 */
export function readLog(options: ReadLogOptions): LogReading {
  const reading = { ...options, inspection: usable(options.inspection) };
  const notes = createNoteKeeper(reading.inspection);
  const batches =
    reading.inspection.format === 'csv' ? csvBatches(reading, notes) : jsonBatches(reading, notes);
  return { batches: tolerateBreak(batches, notes), notes: notes.all };
}

type UsableReadLogOptions = ReadLogOptions & { inspection: UsableInspection };

async function* jsonBatches(
  { file, inspection, ...open }: UsableReadLogOptions,
  notes: NoteKeeper,
): AsyncIterable<LogBatch> {
  const mapper = createAdaptiveMapper(inspection);
  const batch = createBatchBuilder(inspection.file);
  const before = (file.firstLine ?? 1) - 1;
  const splitter = createJsonSplitter(inspection.format === 'jsonl' ? 'jsonl' : 'json-array', {
    object: (record, line, text) => batch.add(mapper.map(record, before + line, text), before + line, text),
    reject: (problem, line, text) => batch.reject(problem, before + line, text),
    damaged: (line) => notes.damaged(before + line),
  });
  let broken: unknown = null;
  try {
    for await (const chunk of file.open(streaming(open))) {
      splitter.push(chunk);
      yield* batch.take();
    }
  } catch (error) {
    if (!isBreak(error)) throw error;
    broken = error;
  }
  splitter.end();
  if (splitter.unclosed) notes.unclosed();
  notes.clippedTags(mapper.clippedTags);
  batch.flush();
  yield* batch.take();
  if (broken !== null) throw broken;
}

async function* csvBatches(options: UsableReadLogOptions, notes: NoteKeeper): AsyncIterable<LogBatch> {
  const { file, csvReader, inspection, ...open } = options;
  const { form, mapped, delimiter } = inspection;
  const batch = createBatchBuilder(inspection.file);
  const source = breakable(file.open(streaming(open)));
  let mapper: RecordMapper | null = null;
  for await (const { header, rows } of readCsvRecords(csvReader, source.bytes, delimiter ?? ',')) {
    const access = (path: string, isText: boolean) => csvAccessor(header, path, isText);
    mapper ??= createRecordMapper({ form, mapped, access, file: inspection.file, emptyAnswers: true });
    for (const row of rows) {
      if (row.damaged) notes.damaged(row.line);
      batch.add(csvProblem(row) ?? mapper.map(row.cells, row.line, row.text), row.line, row.text);
    }
    yield* batch.take();
  }
  if (mapper) notes.clippedTags(mapper.clippedTags);
  batch.flush();
  yield* batch.take();
  if (source.broken() !== null) throw source.broken();
}

/** Hands on the batches; a break in the file after the first of them becomes a note. */
async function* tolerateBreak(batches: AsyncIterable<LogBatch>, notes: NoteKeeper): AsyncIterable<LogBatch> {
  let any = false;
  try {
    for await (const batch of batches) {
      any = true;
      yield batch;
    }
  } catch (error) {
    if (!any || !isBreak(error)) throw error;
    notes.broken(error);
  }
}

/** Ends a stream of bytes quietly where the file breaks off, so that the reader hands out its last rows. */
function breakable(source: AsyncIterable<Uint8Array>) {
  let broken: unknown = null;
  async function* bytes(): AsyncIterable<Uint8Array> {
    try {
      yield* source;
    } catch (error) {
      if (!isBreak(error)) throw error;
      broken = error;
    }
  }
  return { bytes: bytes(), broken: () => broken };
}

function isBreak(error: unknown): error is AppError {
  return error instanceof AppError && error.kind === 'bad-data';
}

function streaming({ signal, onBytesRead }: Pick<ReadLogOptions, 'signal' | 'onBytesRead'>) {
  return { ...(signal && { signal }), ...(onBytesRead && { onBytesRead }) };
}

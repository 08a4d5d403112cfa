import { AppError } from '../model/app-error';
import type { LogFormat } from '../model/import';
import type { CsvReader } from '../ports/csv-reader';
import type { LogFile } from '../ports/log-file';
import { createColumnSampler, isEmptyCell, type ColumnSampler } from './column-sampler';
import { csvProblem, readCsvRecords } from './csv-records';
import { createJsonSplitter } from './json-sink';
import { sniffFormat } from './sniff-format';
import { concatBytes, decodeUtf8 } from './utf8';

const HEAD_BYTES = 256 * 1024;
const MAX_RECORDS = 500;
/** Read on past this only while no record was found, e.g. when the first one is huge. */
const SAMPLE_BYTES = 8 * 1024 * 1024;
const MAX_BYTES = 128 * 1024 * 1024;

export interface LogSample {
  format: LogFormat;
  delimiter?: string;
  sampler: ColumnSampler;
}

interface Tally {
  sampler: ColumnSampler;
  refused: number;
  bytes: number;
  /** The first problem, for the message when nothing can be read. */
  first: { line: number; reason: string } | null;
}

/**
 * Tells a log's format and takes its first records, about 500 or 8 MB. Throws AppError('bad-data') when none of
 * them can be read.
 */
export async function sampleLog(file: LogFile, csvReader: CsvReader): Promise<LogSample> {
  const { format, delimiter } = sniffFormat(await readHead(file));
  const tally: Tally = { sampler: createColumnSampler(), refused: 0, bytes: 0, first: null };
  try {
    if (format === 'csv') await sampleCsv(csvReader, countBytes(file, tally), delimiter ?? ',', tally);
    else await sampleJson(format, countBytes(file, tally), tally);
  } catch (error) {
    // A file that breaks off is still worth importing up to there; the import itself says so.
    if (!(error instanceof AppError && error.kind === 'bad-data' && tally.sampler.records > 0)) throw error;
  }
  if (tally.sampler.records === 0) throw noRecords(file, tally);
  return { format, sampler: tally.sampler, ...(delimiter !== undefined && { delimiter }) };
}

async function sampleJson(
  format: Exclude<LogFormat, 'csv'>,
  bytes: AsyncIterable<Uint8Array>,
  tally: Tally,
): Promise<void> {
  const splitter = createJsonSplitter(format, {
    object: (record) => {
      if (tally.sampler.records < MAX_RECORDS) tally.sampler.add(record);
    },
    reject: (problem, line) => refuse(tally, line, problem.reason),
    damaged: () => undefined,
  });
  for await (const chunk of bytes) {
    splitter.push(chunk);
    if (isEnough(tally)) return;
  }
  splitter.end();
}

async function sampleCsv(
  csvReader: CsvReader,
  bytes: AsyncIterable<Uint8Array>,
  delimiter: string,
  tally: Tally,
): Promise<void> {
  for await (const { header, rows } of readCsvRecords(csvReader, bytes, delimiter)) {
    for (const row of rows) {
      const problem = csvProblem(row);
      if (problem) refuse(tally, row.line, problem.reason);
      else if (tally.sampler.records < MAX_RECORDS) {
        const cells = row.cells.map((cell, i) => [header[i] ?? '', isEmptyCell(cell) ? null : cell] as const);
        tally.sampler.add(Object.fromEntries(cells));
      }
    }
    if (isEnough(tally)) return;
  }
}

function refuse(tally: Tally, line: number, reason: string): void {
  tally.refused++;
  tally.first ??= { line, reason };
}

function isEnough({ sampler, refused, bytes }: Tally): boolean {
  if (sampler.records > 0) return sampler.records >= MAX_RECORDS || bytes >= SAMPLE_BYTES;
  return refused >= 10 * MAX_RECORDS || bytes >= MAX_BYTES;
}

async function* countBytes(file: LogFile, tally: Tally): AsyncIterable<Uint8Array> {
  for await (const chunk of file.open()) {
    tally.bytes += chunk.length;
    yield chunk;
  }
}

async function readHead(file: LogFile): Promise<string> {
  let head: Uint8Array = new Uint8Array(0);
  try {
    for await (const chunk of file.open()) {
      head = concatBytes(head, chunk);
      if (head.length >= HEAD_BYTES) break;
    }
  } catch (error) {
    if (head.length === 0) throw error;
  }
  return decodeUtf8(head, 0, Math.min(head.length, HEAD_BYTES));
}

function noRecords(file: LogFile, { refused, first }: Tally): AppError {
  if (first === null) {
    return new AppError('bad-data', {
      message: `${file.name} holds no records.`,
      cause: 'the file has only blank lines, an empty list, or a header without rows',
      remedy: 'check how the log was written',
    });
  }
  return new AppError('bad-data', {
    message: `None of the first ${refused} records of ${file.name} can be read. The first: ${first.reason}`,
    where: `${file.name}, line ${first.line}`,
    remedy: 'a log is JSON Lines, a JSON array of objects, or CSV with a header',
  });
}

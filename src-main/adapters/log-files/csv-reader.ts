import { isUtf8 } from 'node:buffer';
import type { CsvReader, CsvRow } from '@core/ports/csv-reader';
import { createByteWindow } from './byte-window';
import { createRowParser, parseLineRelaxed, type RowParser } from './csv-parser';

/** Enough bytes for any text kept of a reject. */
const TEXT_BYTES = 16 * 1024;
const NEWLINE = 10;
const RETURN = 13;

/**
 * CSV by csv-parse, with recovery: when a row cannot be parsed, only its first line is lost, and parsing goes on
 * with the next line. So a stray quote costs one row, not the rest of the file.
 */
export const csvReader: CsvReader = async function* (bytes, options) {
  const { delimiter, maxRecordChars } = options;
  const window = createByteWindow();
  let parser = createRowParser(options);
  /** Offset at which the current parser began. */
  let base = 0;
  /** Offset and line of the first byte that no row has taken yet. */
  let start = 0;
  let line = 1;
  let width: number | null = null;
  let skipping = false;
  /** Why the current parser gave up; null while it runs. */
  let failure: Failure | null = null;

  /** Takes the bytes up to `end` as one row. */
  function take(cells: string[] | null, end: number, problem: string | null, tooLong = false): CsvRow | null {
    const raw = window.slice(start, end);
    let blank = 0;
    while (raw[blank] === NEWLINE || raw[blank] === RETURN) blank++;
    const first = line + count(raw.subarray(0, blank));
    line += count(raw);
    start = end;
    if (problem === null && cells?.every((cell) => cell.trim() === '')) return null;
    width ??= cells?.length ?? null;
    const wrong = problem ?? wrongWidth(cells, width);
    const text = raw
      .subarray(blank, blank + TEXT_BYTES)
      .toString('utf8')
      .replace(/\r?\n$/, '');
    const damaged =
      text.includes('\ufffd') || cells?.some((cell) => cell.includes('\ufffd')) ? !isUtf8(raw) : false;
    return {
      line: first,
      cells: cells ?? [],
      text,
      problem: wrong,
      ...(tooLong && { tooLong }),
      ...(damaged && { damaged }),
    };
  }

  /** Takes the line at which the parser failed, and starts a parser behind it. Null while the line's end is not read. */
  function recover(failed: Failure, atEnd: boolean): CsvRow[] | null {
    for (let next = byteAt(start); next === NEWLINE || next === RETURN; next = byteAt(start)) {
      if (next === NEWLINE) line++;
      start++;
    }
    const newline = window.newlineIn(start, window.end);
    if (newline < 0 && !atEnd) return null;
    const end = newline < 0 ? window.end : newline + 1;
    const tooLong = end - start > maxRecordChars;
    // A quote inside an unquoted cell harms nothing; other faults leave in doubt where cells begin and end.
    const harmless = failed.code === 'INVALID_OPENING_QUOTE' && !tooLong;
    const alone = harmless ? parseLineRelaxed(window.slice(start, end).toString('utf8'), delimiter) : null;
    const problem = tooLong ? tooLongProblem(maxRecordChars) : alone ? null : causeOf(failed);
    const row = take(alone, end, problem, tooLong);
    parser = createRowParser(options);
    base = end;
    return row ? [row] : [];
  }

  function byteAt(offset: number): number | undefined {
    return offset < window.end ? window.slice(offset, offset + 1)[0] : undefined;
  }

  /** Recovers from failures up to the end of what was read; a failure whose line goes on stays for the next chunk. */
  async function* settle(atEnd: boolean): AsyncIterable<CsvRow[]> {
    while (failure !== null) {
      const rows = recover(failure, atEnd);
      if (rows === null) {
        if (window.end - start <= maxRecordChars) return;
        const text = window.slice(start, start + TEXT_BYTES).toString('utf8');
        yield [{ line, cells: [], text, problem: tooLongProblem(maxRecordChars), tooLong: true }];
        skipping = true;
        failure = null;
        return;
      }
      yield rows;
      if (start < window.end) yield await parsed(parser.write(window.slice(start, window.end)));
      else failure = null;
      if (failure === null && atEnd) yield await parsed(parser.end());
    }
  }

  async function parsed(outcome: ReturnType<RowParser['end']>): Promise<CsvRow[]> {
    const { rows, error } = await outcome;
    failure = error;
    return rows.flatMap(({ cells, end }) => take(cells, base + end, null) ?? []);
  }

  /** Passes over the rest of a line that was too long; what follows it, or null. */
  function behindLongLine(chunk: Uint8Array): Uint8Array | null {
    const newline = chunk.indexOf(NEWLINE);
    if (newline < 0) return null;
    skipping = false;
    line++;
    start = window.end;
    base = start;
    parser = createRowParser(options);
    return chunk.subarray(newline + 1);
  }

  for await (const chunk of bytes) {
    const rest = skipping ? behindLongLine(chunk) : chunk;
    if (rest === null || rest.length === 0) continue;
    window.append(rest);
    if (failure === null)
      yield await parsed(parser.write(window.slice(window.end - rest.length, window.end)));
    yield* settle(false);
    window.dropBefore(skipping ? window.end : start);
  }
  if (skipping) return;
  if (failure === null) yield await parsed(parser.end());
  yield* settle(true);
};

type Failure = { code?: string; message: string };

function causeOf({ code }: Failure): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED')
    return 'A quote is opened in this row and not closed up to the end of the file.';
  if (code === 'CSV_MAX_RECORD_SIZE')
    return 'A quote is opened in this row and not closed within reasonable length.';
  if (code === 'CSV_INVALID_CLOSING_QUOTE')
    return 'A quote in this row is followed by more text: it is not closed, or not doubled.';
  return 'The quotes in this row do not match.';
}

function tooLongProblem(max: number): string {
  return `The row is longer than ${Math.round(max / 1024 / 1024)} MiB.`;
}

function wrongWidth(cells: readonly string[] | null, width: number | null): string | null {
  if (cells === null || width === null || cells.length === width) return null;
  return `The row has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, the header has ${width}.`;
}

function count(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lines++;
  return lines;
}

import { type CsvError, parse } from 'csv-parse';
import { parse as parseText } from 'csv-parse/sync';

export interface ParsedRow {
  cells: string[];
  /** Offset after the row and its line break, from the first byte written. */
  end: number;
}

export interface RowParser {
  /** Parses a chunk; the error says where the parser gave up for good. */
  write(chunk: Buffer): Promise<{ rows: ParsedRow[]; error: CsvError | null }>;
  /** No more bytes. */
  end(): Promise<{ rows: ParsedRow[]; error: CsvError | null }>;
}

const RECORD_DELIMITERS = ['\r\n', '\n'];

/** A strict CSV parser that hands out rows with their place in the stream. */
export function createRowParser(options: { delimiter: string; maxRecordChars: number }): RowParser {
  let rows: ParsedRow[] = [];
  const parser = parse({
    delimiter: options.delimiter,
    max_record_size: options.maxRecordChars,
    record_delimiter: RECORD_DELIMITERS,
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    // Rows are taken here and not from the stream's readable side, which so never has to be drained.
    on_record: (cells: string[], { bytes_records: end }) => {
      rows.push({ cells, end });
      return null;
    },
  });
  parser.on('error', () => {});

  function outcome(error: CsvError | null | undefined) {
    const found = { rows, error: error ?? null };
    rows = [];
    return found;
  }

  return {
    write: (chunk) =>
      new Promise((resolve) => parser.write(chunk, (error) => resolve(outcome(error as CsvError | null)))),
    end: () => new Promise((resolve) => parser.end((error?: CsvError | null) => resolve(outcome(error)))),
  };
}

/** The cells of a single line with stray quotes taken as they are; null when it cannot be read even so. */
export function parseLineRelaxed(line: string, delimiter: string): string[] | null {
  try {
    const found: string[][] = parseText(line, {
      delimiter,
      relax_quotes: true,
      relax_column_count: true,
      record_delimiter: RECORD_DELIMITERS,
    });
    return found.length === 1 ? (found[0] ?? null) : null;
  } catch {
    return null;
  }
}

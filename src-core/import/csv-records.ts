import { AppError } from '../model/app-error';
import type { CsvReader, CsvRow } from '../ports/csv-reader';
import { RecordProblem } from './field-reader';
import { MAX_RECORD_BYTES } from './record-splitter';

/** Rows of a CSV log after its header, in batches. */
export interface CsvRecords {
  header: readonly string[];
  rows: readonly CsvRow[];
}

/** Reads a CSV log: each batch comes with the header's names, empty and repeated ones made different. */
export async function* readCsvRecords(
  csvReader: CsvReader,
  bytes: AsyncIterable<Uint8Array>,
  delimiter: string,
): AsyncIterable<CsvRecords> {
  let header: string[] | null = null;
  for await (const batch of csvReader(bytes, { delimiter, maxRecordChars: MAX_RECORD_BYTES })) {
    let rows = batch;
    if (header === null && rows.length > 0) {
      if (rows[0]?.problem) throw brokenHeader(rows[0]);
      header = columnNames(rows[0]?.cells ?? []);
      rows = rows.slice(1);
    }
    if (header !== null) yield { header, rows };
  }
}

/** What makes a row unusable; null when nothing does. */
export function csvProblem(row: CsvRow): RecordProblem | null {
  if (row.problem === null) return null;
  return new RecordProblem(row.tooLong ? 'too-long' : 'invalid-csv', row.problem);
}

function brokenHeader({ line, problem }: CsvRow): AppError {
  return new AppError('bad-data', {
    message: `The header of the CSV file cannot be read. ${problem}`,
    where: `line ${line}`,
    remedy: 'the first row must name the columns',
  });
}

function columnNames(cells: readonly string[]): string[] {
  const seen = new Set<string>();
  return cells.map((cell, i) => {
    const name = cell.trim() === '' ? `column_${i + 1}` : cell.trim();
    const unique = seen.has(name) ? `${name}_${i + 1}` : name;
    seen.add(unique);
    return unique;
  });
}

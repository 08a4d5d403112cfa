export interface CsvRow {
  /** 1-based line on which the row starts. */
  line: number;
  cells: readonly string[];
  /** The row as it stood in the file, for rejects. */
  text: string;
  /** Why the row is unusable, e.g. an unclosed quote or too many cells; null when it is fine. */
  problem: string | null;
  /** Set when the row is longer than `maxRecordChars`. */
  tooLong?: boolean;
  /** Set when bytes of the row are no UTF-8 and were replaced by U+FFFD. */
  damaged?: boolean;
}

/** Reads CSV in batches. The first row yielded is the header. Recovers from bad rows and reports them as such. */
export type CsvReader = (
  bytes: AsyncIterable<Uint8Array>,
  options: { delimiter: string; maxRecordChars: number },
) => AsyncIterable<readonly CsvRow[]>;

import type { SqlValue } from './database';

/** A column of an exported file. */
export interface ExportColumn {
  /** May hold anything that a log's keys do. */
  name: string;
  /** `time` comes as ISO 8601 in UTC. */
  type: 'text' | 'number' | 'time' | 'yes-no';
}

/** Writes rows in the format of a file, piece by piece. */
export interface RowEncoder {
  /** The beginning of the file. */
  start(columns: readonly ExportColumn[]): Uint8Array;
  /** @param rows each with a value a column */
  rows(rows: readonly (readonly SqlValue[])[]): Uint8Array;
  /** What stands behind the last row. */
  end(): Uint8Array;
}

import type { SqlValue } from '../ports/database';
import type { ExportColumn, RowEncoder } from '../ports/row-encoder';

const utf8 = new TextEncoder();
const NOTHING = new Uint8Array(0);

/** CSV by RFC 4180, with a header. */
export function csvEncoder(): RowEncoder {
  const line = (values: readonly SqlValue[]): string => `${values.map(csvCell).join(',')}\r\n`;
  return {
    start: (columns) => utf8.encode(line(columns.map(({ name }) => name))),
    rows: (rows) => utf8.encode(rows.map(line).join('')),
    end: () => NOTHING,
  };
}

/** One JSON object a line. */
export function jsonlEncoder(): RowEncoder {
  let names: string[] = [];
  const line = (values: readonly SqlValue[]): string =>
    `{${names.map((name, i) => `${name}:${JSON.stringify(values[i])}`).join(',')}}\n`;
  return {
    start(columns: readonly ExportColumn[]) {
      names = columns.map(({ name }) => JSON.stringify(name));
      return NOTHING;
    },
    rows: (rows) => utf8.encode(rows.map(line).join('')),
    end: () => NOTHING,
  };
}

/**
 * A text that a spreadsheet would run as a formula gets a leading apostrophe (OWASP, "CSV Injection"): logs hold what
 * strangers wrote.
 */
function csvCell(value: SqlValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

import type { Database, SqlValue } from '../ports/database';
import type { PairTexts, WorkspaceStore } from '../ports/workspace-store';
import { exportableColumns, parseFilters, unknownColumn } from '../sql/pair-filter';

/** Pairs read at a time: their texts are in memory together. */
const PAGE = 2000;

const TEXT_COLUMNS: ReadonlyMap<string, keyof PairTexts> = new Map([
  ['prompt', 'prompt'],
  ['messages', 'messages'],
  ['prod_response', 'prodResponse'],
  ['prod_error', 'prodError'],
  ['shadow_response', 'shadowResponse'],
  ['shadow_error', 'shadowError'],
]);

export interface ExportRequest {
  format: 'csv' | 'jsonl';
  /** Names; absent: all that the workspace knows. */
  columns?: readonly string[];
  filters: readonly string[];
}

/**
 * One row a pair in order of import, as text chunks of the file. CSV starts with a header.
 * @throws AppError('usage') for an unknown column or filter
 */
export async function* exportPairs(
  db: Database,
  store: WorkspaceStore,
  { format, columns: chosen, filters }: ExportRequest,
): AsyncGenerator<string, number> {
  const known = exportableColumns(store.manifest.tagKeys, store.manifest.labelKeys);
  const names = chosen ?? [...known.keys(), ...TEXT_COLUMNS.keys()];
  const unknown = names.find((name) => !known.has(name) && !TEXT_COLUMNS.has(name));
  if (unknown !== undefined)
    throw unknownColumn(
      unknown,
      new Map([...known, ...[...TEXT_COLUMNS].map(([name]) => [name, ''] as const)]),
    );
  const condition = parseFilters(filters, known);
  const hot = names.filter((name) => known.has(name));
  const needsTexts = names.some((name) => TEXT_COLUMNS.has(name));
  const select = ['seq', ...hot.map((name, i) => `${known.get(name)} AS c${i}`)].join(', ');
  const page = `SELECT ${select} FROM pairs WHERE seq >= ? AND ${condition.sql} ORDER BY seq LIMIT ${PAGE}`;

  if (format === 'csv') yield `${names.map(csvCell).join(',')}\r\n`;
  let written = 0;
  let from = 0;
  for (;;) {
    const rows = await db.query<Record<string, SqlValue>>(page, [from, ...condition.params]);
    const texts = needsTexts ? await store.readTexts(rows.map((row) => row['seq'] as number)) : null;
    const lines = rows.map((row, i) => {
      const values = names.map((name) => {
        const text = TEXT_COLUMNS.get(name);
        return text ? texts![i]![text] : (row[`c${hot.indexOf(name)}`] ?? null);
      });
      return format === 'csv' ? `${values.map(csvCell).join(',')}\r\n` : `${jsonLine(names, values)}\n`;
    });
    if (lines.length > 0) yield lines.join('');
    written += rows.length;
    if (rows.length < PAGE) return written;
    from = (rows.at(-1)!['seq'] as number) + 1;
  }
}

function jsonLine(names: readonly string[], values: readonly SqlValue[]): string {
  return `{${names.map((name, i) => `${JSON.stringify(name)}:${JSON.stringify(values[i])}`).join(',')}}`;
}

/**
 * RFC 4180. A text that a spreadsheet would run as a formula gets a leading apostrophe (OWASP, "CSV Injection"):
 * logs hold what strangers wrote.
 */
function csvCell(value: SqlValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

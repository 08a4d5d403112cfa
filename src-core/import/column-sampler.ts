import type { ColumnInfo } from '../model/import';
import { canonicalJson } from './canonical-json';

const MAX_COLUMNS = 500;
const MAX_DEPTH = 4;
const SAMPLE_CHARS = 80;

/** What the first records say about one column. Nested objects give a column for themselves and for each field. */
export interface ColumnSample {
  path: string;
  /** Key inside its container; the path itself at the top. */
  key: string;
  /** 0: a field of the record itself. */
  depth: number;
  /** Records in which it is not null. */
  filled: number;
  types: Set<Exclude<ColumnInfo['type'], 'empty' | 'mixed'>>;
  samples: string[];
  /** Finite numbers seen, numeric texts included. */
  numbers: number[];
  /** Different values seen, as text; lists and objects are left out. */
  distinct: Set<string>;
  /** The first lists and objects seen. */
  values: unknown[];
}

export interface ColumnSampler {
  /** Takes a JSON object, or a CSV row as an object of texts. */
  add(record: Readonly<Record<string, unknown>>): void;
  readonly records: number;
  readonly columns: ReadonlyMap<string, ColumnSample>;
}

export function createColumnSampler(): ColumnSampler {
  const columns = new Map<string, ColumnSample>();
  let records = 0;

  function visit(holder: Readonly<Record<string, unknown>>, prefix: string, depth: number): void {
    for (const [key, value] of Object.entries(holder)) {
      const path = prefix === '' ? key : `${prefix}.${key}`;
      const column = columnAt(path, key, depth);
      if (!column) return;
      note(column, value);
      if (isObject(value) && depth < MAX_DEPTH) visit(value, path, depth + 1);
    }
  }

  function columnAt(path: string, key: string, depth: number): ColumnSample | null {
    const known = columns.get(path);
    if (known || columns.size >= MAX_COLUMNS) return known ?? null;
    const column: ColumnSample = {
      path,
      key,
      depth,
      filled: 0,
      types: new Set(),
      samples: [],
      numbers: [],
      distinct: new Set(),
      values: [],
    };
    columns.set(path, column);
    return column;
  }

  return {
    columns,
    get records() {
      return records;
    },
    add(record) {
      records++;
      visit(record, '', 0);
    },
  };
}

/** The type to show for a column. */
export function columnType(column: ColumnSample): ColumnInfo['type'] {
  const [first] = column.types;
  if (first === undefined) return 'empty';
  return column.types.size === 1 ? first : 'mixed';
}

/** Whether a cell of a CSV file means "no value". */
export function isEmptyCell(cell: string): boolean {
  if (cell.length > 4) return false;
  const word = cell.trim().toLowerCase();
  return (
    word === '' || word === 'nan' || word === 'na' || word === 'n/a' || word === 'null' || word === 'none'
  );
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function note(column: ColumnSample, value: unknown): void {
  if (value === null || value === undefined) return;
  column.filled++;
  column.types.add(typeOf(value));
  if (typeof value === 'object') {
    if (column.values.length < 20) column.values.push(value);
  } else {
    const text = String(value);
    column.distinct.add(text.slice(0, 200));
    const number = typeof value === 'boolean' || text.trim() === '' ? NaN : Number(text);
    if (Number.isFinite(number)) column.numbers.push(number);
  }
  if (column.samples.length < 3 && !isObject(value)) {
    const text = typeof value === 'string' ? value : (canonicalJson(value) ?? '…');
    const shown = text.length > SAMPLE_CHARS ? `${text.slice(0, SAMPLE_CHARS)}…` : text;
    if (!column.samples.includes(shown)) column.samples.push(shown);
  }
}

function typeOf(value: unknown): 'text' | 'number' | 'boolean' | 'object' | 'list' {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number' || typeof value === 'boolean') return typeof value as 'number' | 'boolean';
  return typeof value === 'object' ? 'object' : 'text';
}

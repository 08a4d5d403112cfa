import { type Data, type Table, tableFromIPC, Vector } from 'apache-arrow';
import type { CategoryColumn, SqlRow, SqlValue, TextColumn } from '@core/ports/database';

/** A result as plain objects; LIST values become arrays. */
export function rowsOf<Row extends SqlRow>(ipcStream: Uint8Array): Row[] {
  const table = tableFromIPC(ipcStream);
  const rows = Array.from({ length: table.numRows }, (): NewRow => ({}));
  for (const { name, vector } of columnsOf(table)) {
    // A column could be called __proto__: names of tags come from logs.
    const set = name === '__proto__' ? define : assign;
    let row = 0;
    // One after the other: finding the batch of each row takes longer than reading its value.
    for (const value of vector) set(rows[row++]!, name, plain(value));
  }
  return rows as Row[];
}

type NewRow = Record<string, SqlValue | SqlValue[]>;

function assign(row: NewRow, name: string, value: NewRow[string]): void {
  row[name] = value;
}

function define(row: NewRow, name: string, value: NewRow[string]): void {
  Object.defineProperty(row, name, { value, enumerable: true, configurable: true, writable: true });
}

/** A result of numbers as one array a column; NaN stands for NULL. */
export function numbersOf(ipcStream: Uint8Array): Record<string, Float64Array> {
  const table = tableFromIPC(ipcStream);
  return Object.fromEntries(columnsOf(table).map(({ name, vector }) => [name, numbers(vector)]));
}

function columnsOf(table: Table): { name: string; vector: Vector }[] {
  return table.schema.fields.map(({ name }, i) => ({ name, vector: table.getChildAt(i)! }));
}

function numbers(vector: Vector): Float64Array {
  const values = new Float64Array(vector.length);
  let offset = 0;
  for (const chunk of vector.data) {
    values.set((chunk.values as Float64Array | Int32Array).subarray(0, chunk.length), offset);
    for (const row of nullRows(chunk)) values[offset + row] = Number.NaN;
    offset += chunk.length;
  }
  return values;
}

/** A result of one column of whole numbers from 0, as numbers from 1; 0 stands for NULL. @param size they lie below it */
export function codesOf(ipcStream: Uint8Array, size: number): CategoryColumn['codes'] {
  const vector = tableFromIPC(ipcStream).getChildAt(0)!;
  const width = size < 255 ? Uint8Array : size < 65_535 ? Uint16Array : Uint32Array;
  const codes = new width(vector.length);
  let offset = 0;
  for (const chunk of vector.data) {
    const source = chunk.values as Uint8Array | Uint16Array | Uint32Array;
    for (let row = 0; row < chunk.length; row++) codes[offset + row] = source[row]! + 1;
    for (const row of nullRows(chunk)) codes[offset + row] = 0;
    offset += chunk.length;
  }
  return codes;
}

/** A result of one VARCHAR column. */
export function textsOf(ipcStream: Uint8Array): TextColumn {
  const vector = tableFromIPC(ipcStream).getChildAt(0)!;
  return { get: (row) => vector.get(row) as string | null };
}

function* nullRows(chunk: Data): Generator<number> {
  const { nullBitmap, nullCount, offset, length } = chunk;
  if (nullCount === 0 || nullBitmap.length === 0) return;
  for (let row = 0; row < length; row++)
    if (((nullBitmap[(offset + row) >> 3]! >> ((offset + row) & 7)) & 1) === 0) yield row;
}

function plain(value: unknown): SqlValue | SqlValue[] {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Vector) return Array.from(value, (item) => plain(item) as SqlValue);
  return value as SqlValue;
}

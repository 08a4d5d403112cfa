import { type Table, tableFromIPC, Vector } from 'apache-arrow';
import type { SqlRow, SqlValue } from '@core/ports/database';

/** A result as plain objects; LIST values become arrays. */
export function rowsOf<Row extends SqlRow>(ipcStream: Uint8Array): Row[] {
  const table = tableFromIPC(ipcStream);
  const columns = columnsOf(table);
  return Array.from({ length: table.numRows }, (_, row) => {
    const entries = columns.map(({ name, vector }) => [name, plain(vector.get(row))] as const);
    return Object.fromEntries(entries) as Row;
  });
}

/** A result of numbers, none of them NULL, as one array a column. */
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
  for (const { length, nullCount, values: chunk } of vector.data) {
    if (nullCount > 0) throw new Error('a column of numbers holds NULL');
    values.set((chunk as Float64Array | Int32Array).subarray(0, length), offset);
    offset += length;
  }
  return values;
}

function plain(value: unknown): SqlValue | SqlValue[] {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Vector) return Array.from(value, (item) => plain(item) as SqlValue);
  return value as SqlValue;
}

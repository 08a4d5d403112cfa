/** Which rows: 1 where a row belongs to it. */
export type RowSet = Uint8Array;

/** Rows whose number lies in min ≤ x < max; null leaves an end open, NaN never belongs. */
export function rowsInRange(values: Float64Array, min: number | null, max: number | null): RowSet {
  const rows = new Uint8Array(values.length);
  const [low, high] = [min ?? -Infinity, max ?? Infinity];
  const open = max === null;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    rows[row] = value >= low && (value < high || (open && value === Infinity)) ? 1 : 0;
  }
  return rows;
}

/** Rows whose code is wanted. @param wanted by code, 1 where it is */
export function rowsWithCode(codes: ArrayLike<number>, wanted: Uint8Array): RowSet {
  const rows = new Uint8Array(codes.length);
  for (let row = 0; row < codes.length; row++) rows[row] = wanted[codes[row]!]!;
  return rows;
}

/** Rows in all of the sets; every row where there is none. */
export function intersection(sets: readonly RowSet[], length: number): RowSet {
  const all = new Uint8Array(length).fill(1);
  for (const set of sets) for (let row = 0; row < length; row++) all[row]! &= set[row]!;
  return all;
}

/** How many rows. */
export function sizeOf(rows: RowSet): number {
  let size = 0;
  for (let row = 0; row < rows.length; row++) size += rows[row]!;
  return size;
}

/** The rows of an order that belong to the set, in its order. */
export function keepRows(order: Uint32Array, rows: RowSet): Uint32Array {
  const kept = new Uint32Array(order.length);
  let size = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    kept[size] = row;
    size += rows[row]!;
  }
  return kept.slice(0, size);
}

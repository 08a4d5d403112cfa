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
  const [first, ...others] = sets;
  if (first === undefined) return new Uint8Array(length).fill(1);
  const all = first.slice();
  const words = wordsOf(all);
  for (const set of others) {
    const other = wordsOf(set);
    for (let i = 0; i < words.length; i++) words[i]! &= other[i]!;
    for (let row = 4 * words.length; row < length; row++) all[row]! &= set[row]!;
  }
  return all;
}

/** How many rows. */
export function sizeOf(rows: RowSet): number {
  let size = 0;
  for (let row = 0; row < rows.length; row++) size += rows[row]!;
  return size;
}

/** The rows of one set that another lacks, ascending. */
export function difference(rows: RowSet, without: RowSet): Uint32Array {
  const found = new Uint32Array(rows.length);
  let size = 0;
  const [words, others] = [wordsOf(rows), wordsOf(without)];
  for (let i = 0; i < words.length; i++) {
    if ((words[i]! & ~others[i]!) === 0) continue;
    for (let row = 4 * i; row < 4 * i + 4; row++) {
      found[size] = row;
      size += rows[row]! & ~without[row]!;
    }
  }
  for (let row = 4 * words.length; row < rows.length; row++)
    if (rows[row]! > without[row]!) found[size++] = row;
  return found.slice(0, size);
}

/** The rows of a set, ascending. */
export function rowsIn(set: RowSet): Uint32Array {
  const found = new Uint32Array(set.length + 1);
  let size = 0;
  for (let row = 0; row < set.length; row++) {
    found[size] = row;
    size += set[row]!;
  }
  return found.slice(0, size);
}

/** Four rows a word, without those at the end that fill none. */
function wordsOf(rows: RowSet): Uint32Array {
  return new Uint32Array(rows.buffer, rows.byteOffset, rows.length >>> 2);
}

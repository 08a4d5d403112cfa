import { LITTLE_ENDIAN, radixSort } from './radix-sort';

/** Places of each row's value among the different ones, ascending; what has no value comes after them all. */
export interface Ranks {
  of: Uint8Array | Uint16Array | Uint32Array;
  /** How many different values there are; also the rank of what has none. */
  count: number;
}

/** Runs that are longer are sorted by their bits, shorter ones by insertion. */
const SHORT = 64;
const NO_VALUE = 0xffffffff;

/**
 * Ranks of numbers; NaN stands for no value, and −0 equals 0. Rows are sorted by the upper halves of the numbers' bits,
 * which tells most apart; the few that share theirs are then put right by the lower halves.
 */
export function rankNumbers(values: Float64Array): Ranks {
  const { length } = values;
  const words = new Uint32Array(length);
  const bits = new Uint32Array(values.buffer, values.byteOffset, 2 * length);
  const highAt = LITTLE_ENDIAN ? 1 : 0;
  for (let row = 0; row < length; row++) {
    const high = bits[2 * row + highAt]!;
    const value = values[row]!;
    if (Number.isNaN(value)) words[row] = NO_VALUE;
    else if (value === 0) words[row] = 0x80000000;
    // Negative numbers count downwards in their bits; the others lie above them.
    else words[row] = high >>> 31 === 1 ? ~high : high ^ 0x80000000;
  }
  const sorted = radixSort(words);
  const rows = sorted.rows;
  const of = new Uint32Array(length);
  let rank = 0;
  let from = 0;
  while (from < length && sorted.words[from] !== NO_VALUE) {
    let to = from + 1;
    while (to < length && sorted.words[to] === sorted.words[from]) to++;
    putRight(rows, values, { from, to, low: bits, lowAt: 1 - highAt });
    for (let i = from; i < to; i++) {
      if (i > 0 && values[rows[i]!] !== values[rows[i - 1]!]) rank++;
      of[rows[i]!] = rank;
    }
    from = to;
  }
  const count = from === 0 ? 0 : rank + 1;
  for (let i = from; i < length; i++) of[rows[i]!] = count;
  return { of, count };
}

/** Ranks of categories. @param codes 0 for no value, k for the k-th of the values, which are in order */
export function rankCodes(codes: Ranks['of'], count: number): Ranks {
  const of = codes.slice();
  for (let row = 0; row < of.length; row++) of[row] = codes[row] === 0 ? count : codes[row]! - 1;
  return { of, count };
}

interface Run {
  from: number;
  to: number;
  low: Uint32Array;
  lowAt: number;
}

/** Sorts a run of rows whose numbers share the upper half of their bits; rows with the same number keep their order. */
function putRight(rows: Uint32Array, values: Float64Array, { from, to, low, lowAt }: Run): void {
  let i = from + 1;
  while (i < to && values[rows[i]!]! >= values[rows[i - 1]!]!) i++;
  if (i >= to) return;
  if (to - from > SHORT) {
    const run = rows.slice(from, to);
    const downwards = values[run[0]!]! < 0;
    const words = Uint32Array.from(run, (row) =>
      downwards ? ~low[2 * row + lowAt]! : low[2 * row + lowAt]!,
    );
    radixSort(words).rows.forEach((at, place) => {
      rows[from + place] = run[at]!;
    });
    return;
  }
  for (; i < to; i++) {
    const row = rows[i]!;
    const value = values[row]!;
    let at = i - 1;
    while (at >= from && values[rows[at]!]! > value) {
      rows[at + 1] = rows[at]!;
      at--;
    }
    rows[at + 1] = row;
  }
}

import type { Ranks } from './rank-values';

/** One key of an order: the ranks of a column's values. What has no value comes last either way. */
export interface RankedKey {
  ranks: Ranks;
  desc: boolean;
}

/** Bits that one pass sorts by at most: its counters stay in the processor's nearest cache. */
const BITS = 11;
/** Rows that are sorted rather than told apart further. */
const FEW = 4096;

/** Rows ordered by keys of falling weight, stable: rows that are equal in all of them keep their order in `rows`. */
export function sortRows(rows: Uint32Array, keys: readonly RankedKey[]): Uint32Array {
  let sorted = rows;
  for (const key of keys.toReversed())
    for (const digit of digitsOf(key).toReversed()) sorted = sortByDigit(sorted, digit);
  return sorted;
}

/**
 * The rows from one place of the order to another, as `sortRows` gives them, without sorting those before and after:
 * these are only counted, digit by digit, until few are left.
 * @param rows ascending
 */
export function windowOf(
  rows: Uint32Array,
  keys: readonly RankedKey[],
  [first, last]: readonly [first: number, last: number],
): Uint32Array {
  const from = Math.min(first, rows.length);
  const to = Math.min(last, rows.length);
  if (keys.length === 0 || from >= to) return rows.subarray(from, Math.max(from, to));
  let candidates = rows;
  let before = 0;
  for (const digit of keys.flatMap(digitsOf)) {
    if (candidates.length <= FEW) break;
    const counts = new Uint32Array(digit.size);
    for (let i = 0; i < candidates.length; i++) counts[digitOf(digit, candidates[i]!)]!++;
    let low = 0;
    for (; before + counts[low]! <= from; low++) before += counts[low]!;
    let high = low;
    let end = before + counts[low]!;
    while (end < to) end += counts[++high]!;
    const left = new Uint32Array(end - before);
    let at = 0;
    for (let i = 0; i < candidates.length; i++) {
      const value = digitOf(digit, candidates[i]!);
      if (value >= low && value <= high) left[at++] = candidates[i]!;
    }
    candidates = left;
    if (low < high) break;
  }
  return sortRows(candidates, keys).subarray(from - before, to - before);
}

/** Place of a row in the order that `sortRows` gives; −1 where it is none of the rows. @param rows ascending */
export function placeOf(rows: Uint32Array, keys: readonly RankedKey[], row: number): number {
  let before = 0;
  let ties = rows;
  for (const key of keys) {
    const own = rankOf(key, row);
    const equal = new Uint32Array(ties.length);
    let size = 0;
    for (let i = 0; i < ties.length; i++) {
      const other = rankOf(key, ties[i]!);
      if (other < own) before++;
      else if (other === own) equal[size++] = ties[i]!;
    }
    ties = equal.subarray(0, size);
  }
  const at = ties.indexOf(row);
  return at < 0 ? -1 : before + at;
}

/** Ranks count downwards for a descending order, but for the last one, which stands for no value. */
function rankOf({ ranks: { of, count }, desc }: RankedKey, row: number): number {
  const rank = of[row]!;
  return desc && rank < count ? count - 1 - rank : rank;
}

/** Some bits of a key's ranks. */
interface Digit {
  key: RankedKey;
  shift: number;
  /** Digits lie below it, a power of two. */
  size: number;
}

function digitOf({ key, shift, size }: Digit, row: number): number {
  return (rankOf(key, row) >>> shift) & (size - 1);
}

/** The digits of a key's ranks, the first weighs most. */
function digitsOf(key: RankedKey): Digit[] {
  const width = Math.max(1, 32 - Math.clz32(key.ranks.count));
  const passes = Math.ceil(width / BITS);
  const bits = Math.ceil(width / passes);
  return Array.from({ length: passes }, (_, pass) => ({
    key,
    shift: (passes - 1 - pass) * bits,
    size: 2 ** bits,
  }));
}

function sortByDigit(from: Uint32Array, digit: Digit): Uint32Array {
  const starts = new Uint32Array(digit.size);
  for (let i = 0; i < from.length; i++) starts[digitOf(digit, from[i]!)]!++;
  let at = 0;
  for (let value = 0; value < starts.length; value++) {
    const count = starts[value]!;
    starts[value] = at;
    at += count;
  }
  const to = new Uint32Array(from.length);
  for (let i = 0; i < from.length; i++) {
    const row = from[i]!;
    to[starts[digitOf(digit, row)]!++] = row;
  }
  return to;
}

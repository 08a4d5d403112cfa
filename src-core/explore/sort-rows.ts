import type { Ranks } from './rank-values';

/** Bits that one pass sorts by at most: its counters stay in the processor's nearest cache. */
const BITS = 11;

/**
 * Rows ordered by the rank of their values, stable: rows with equal ranks keep their order in `order`. What has no value
 * comes last either way.
 * @param order row numbers
 */
export function sortRows(order: Uint32Array, { of, count }: Ranks, desc: boolean): Uint32Array {
  // Ranks count downwards for a descending order, but for the last one, which stands for no value.
  const keys = desc ? of.slice() : of;
  if (desc) for (let row = 0; row < of.length; row++) if (of[row]! < count) keys[row] = count - 1 - of[row]!;
  const width = Math.max(1, 32 - Math.clz32(count));
  const passes = Math.ceil(width / BITS);
  const bits = Math.ceil(width / passes);
  let from = order;
  for (let pass = 0; pass < passes; pass++) from = sortByDigit(from, keys, { shift: pass * bits, bits });
  return from;
}

function sortByDigit(
  from: Uint32Array,
  keys: Ranks['of'],
  { shift, bits }: { shift: number; bits: number },
): Uint32Array {
  const last = (1 << bits) - 1;
  const starts = new Uint32Array(last + 1);
  for (let i = 0; i < from.length; i++) starts[(keys[from[i]!]! >>> shift) & last]!++;
  let at = 0;
  for (let digit = 0; digit <= last; digit++) {
    const size = starts[digit]!;
    starts[digit] = at;
    at += size;
  }
  const to = new Uint32Array(from.length);
  for (let i = 0; i < from.length; i++) {
    const row = from[i]!;
    to[starts[(keys[row]! >>> shift) & last]!++] = row;
  }
  return to;
}

/** Bits of a word that one pass sorts by: the counters of 2,048 digits stay in the processor's nearest cache. */
const BITS = 11;
const DIGITS = 1 << BITS;

export const LITTLE_ENDIAN = new Uint32Array(new Float64Array([1]).buffer)[0] === 0;

/** Words in ascending order, with the place that each had before; equal words keep their order. */
export function radixSort(words: Uint32Array): { words: Uint32Array; rows: Uint32Array } {
  const { length } = words;
  let from = { words: words.slice(), rows: everyRow(length) };
  let to = { words: new Uint32Array(length), rows: new Uint32Array(length) };
  for (let shift = 0; shift < 32; shift += BITS) {
    const starts = startsOf(from.words, shift);
    if (starts === null) continue;
    for (let i = 0; i < length; i++) {
      const word = from.words[i]!;
      const at = starts[(word >>> shift) & (DIGITS - 1)]!++;
      to.words[at] = word;
      to.rows[at] = from.rows[i]!;
    }
    [from, to] = [to, from];
  }
  return from;
}

export function everyRow(length: number): Uint32Array<ArrayBuffer> {
  const rows = new Uint32Array(length);
  for (let row = 0; row < length; row++) rows[row] = row;
  return rows;
}

/** Where each digit's words begin; null where all share one digit. */
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

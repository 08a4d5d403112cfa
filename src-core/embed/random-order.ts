/**
 * The numbers in an order that depends on them and the seed alone (Fisher–Yates with mulberry32), so that a run that
 * was broken off goes on where it stopped, and what was measured by then is a random sample.
 * @param seed a whole number
 */
export function randomOrder(values: Int32Array, seed: number): Int32Array {
  const shuffled = Int32Array.from(values);
  const random = mulberry32(seed);
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const swapped = shuffled[i]!;
    shuffled[i] = shuffled[j]!;
    shuffled[j] = swapped;
  }
  return shuffled;
}

/** Uniform in [0, 1), 32 bits (Tommy Ettinger's mulberry32, public domain). */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

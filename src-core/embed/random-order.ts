import { seededRandom } from '../stats/seeded-random';

/**
 * The numbers in an order that depends on them and the seed alone (Fisher–Yates with mulberry32), so that a run that
 * was broken off goes on where it stopped, and what was measured by then is a random sample.
 * @param seed a whole number
 */
export function randomOrder(values: Int32Array, seed: number): Int32Array {
  const shuffled = Int32Array.from(values);
  const random = seededRandom(seed);
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const swapped = shuffled[i]!;
    shuffled[i] = shuffled[j]!;
    shuffled[j] = swapped;
  }
  return shuffled;
}

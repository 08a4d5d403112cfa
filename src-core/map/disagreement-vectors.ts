import type { Matrix } from './matrix';

/** How much more the difference of two outputs counts than what both are about. */
const DIFFERENCE = 2;

/**
 * One vector a pair, of what both outputs are about and how they differ: (production + shadow) / 2 beside
 * DIFFERENCE · (shadow − production) / 2. With a factor of 1 it would be a turn of the two vectors side by side; at
 * similarities near 1 the difference would then hardly move a point.
 * @param prod, shadow unit vectors, pairs × dimensions, row-major
 */
export function disagreementVectors(prod: Float32Array, shadow: Float32Array, dimensions: number): Matrix {
  const values = new Float32Array(prod.length * 2);
  for (let at = 0; at < prod.length; at++) {
    const row = Math.floor(at / dimensions);
    const place = row * 2 * dimensions + (at % dimensions);
    values[place] = (prod[at]! + shadow[at]!) / 2;
    values[place + dimensions] = (DIFFERENCE * (shadow[at]! - prod[at]!)) / 2;
  }
  return { values, dimensions: dimensions * 2 };
}

import { type Matrix, rowCount, rowOf } from './matrix';

/** Rows that the axes are computed from; more change little. */
const SAMPLED = 4000;
const ROUNDS = 6;

/** A change of coordinates: subtract the mean, then take the product with each axis. */
export interface PrincipalAxes {
  mean: Float32Array;
  /** Orthonormal, count × dimensions. */
  axes: Float32Array[];
}

/**
 * The directions of most variance, by subspace iteration on the first 4 000 rows (Halko, Martinsson & Tropp 2011, SIAM
 * Review 53:217, algorithm 4.4). Neighbours among hundreds of dimensions are slow to find and full of noise.
 * @param rows in random order
 */
export function principalAxes(rows: Matrix, count: number, random: () => number): PrincipalAxes {
  const { dimensions } = rows;
  const n = Math.min(SAMPLED, rowCount(rows));
  const mean = new Float32Array(dimensions);
  for (let row = 0; row < n; row++) rowOf(rows, row).forEach((value, i) => (mean[i]! += value / n));
  const centred = Array.from({ length: n }, (_, row) => rowOf(rows, row).map((value, i) => value - mean[i]!));
  let axes: Float32Array[] = Array.from({ length: Math.min(count, dimensions) }, () =>
    Float32Array.from({ length: dimensions }, () => random() - 0.5),
  );
  for (let round = 0; round < ROUNDS; round++) {
    const turned = axes.map(() => new Float32Array(dimensions));
    for (const row of centred)
      axes.forEach((axis, k) => {
        const along = dot(row, axis);
        const target = turned[k]!;
        for (let i = 0; i < dimensions; i++) target[i]! += along * row[i]!;
      });
    axes = orthonormal(turned);
  }
  return { mean, axes };
}

/** Rows in the coordinates of the axes. */
export function projected(rows: Matrix, { mean, axes }: PrincipalAxes): Matrix {
  const n = rowCount(rows);
  const values = new Float32Array(n * axes.length);
  // The product with the mean is taken off afterwards, so that no row is copied.
  const shifts = axes.map((axis) => dot(mean, axis));
  for (let row = 0; row < n; row++) {
    const own = rowOf(rows, row);
    for (let k = 0; k < axes.length; k++) values[row * axes.length + k] = dot(own, axes[k]!) - shifts[k]!;
  }
  return { values, dimensions: axes.length };
}

/** Gram–Schmidt, twice; directions without any length left are dropped. */
function orthonormal(vectors: readonly Float32Array[]): Float32Array[] {
  const basis: Float32Array[] = [];
  for (const vector of vectors) {
    const before = Math.sqrt(dot(vector, vector));
    let rest = vector;
    for (let pass = 0; pass < 2; pass++)
      for (const axis of basis) {
        const along = dot(rest, axis);
        rest = rest.map((value, i) => value - along * axis[i]!);
      }
    const length = Math.sqrt(dot(rest, rest));
    if (length > before * 1e-6 && length > 1e-12) basis.push(rest.map((value) => value / length));
  }
  return basis;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

import { densityClusters } from './density-clusters';
import { layOut } from './lay-out';
import { type Matrix, rowCount, rowsOf } from './matrix';
import { placeRest } from './place-rest';

/** Rows that UMAP lays out; the others are placed among them. Its time grows faster than their number. */
const FITTED = 6000;

/** Points in the plane and their clusters, one entry a row. */
export interface Plane {
  x: Float32Array;
  y: Float32Array;
  /** −1 between the clusters; 0 is the largest. */
  cluster: Int16Array;
  /** Rows that UMAP laid out. */
  fitted: number;
}

/**
 * From reduced vectors to a map: UMAP of up to 6 000 rows, the others placed among them, clusters by density.
 * Yields the share that is done. The same rows and random numbers give the same map.
 * @param reduced rows in random order, so that the first are a sample
 */
export function* computePlane(reduced: Matrix, random: () => number): Generator<number, Plane> {
  const n = rowCount(reduced);
  const fitted = Math.min(n, FITTED);
  const laid = rowsOf(reduced, numbers(0, fitted));
  const plane = new Float32Array(n * 2);
  const layout = layOut(laid, random);
  let step = layout.next();
  // Placing one row takes about a 300th of fitting one.
  const fitting = (fitted * 300) / (fitted * 300 + n - fitted);
  for (; !step.done; step = layout.next()) yield 0.95 * fitting * step.value;
  plane.set(step.value);
  if (n > fitted) {
    const placing = placeRest(rowsOf(reduced, numbers(fitted, n)), { laid, plane: step.value });
    let placed = placing.next();
    for (; !placed.done; placed = placing.next()) yield 0.95 * (fitting + (1 - fitting) * placed.value);
    plane.set(placed.value, fitted * 2);
  }
  yield 0.95;
  return {
    x: plane.filter((_, i) => i % 2 === 0),
    y: plane.filter((_, i) => i % 2 === 1),
    cluster: densityClusters(plane),
    fitted,
  };
}

function numbers(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to - from }, (_, i) => from + i);
}

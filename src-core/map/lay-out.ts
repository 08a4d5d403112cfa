import { UMAP } from 'umap-js';
import { type Matrix, rowCount, rowOf } from './matrix';

const NEIGHBOURS = 15;
const LEAST_DISTANCE = 0.1;
const EPOCHS = 200;

/**
 * Coordinates of rows in the plane, by UMAP (McInnes, Healy & Melville 2018, arXiv 1802.03426). The same rows and random
 * numbers give the same plane.
 * Yields the share that is done, 0–1, so that whoever runs it can tell and stop.
 * @returns rows × 2, row-major
 */
export function* layOut(rows: Matrix, random: () => number): Generator<number, Float32Array> {
  const n = rowCount(rows);
  if (n <= 3) return Float32Array.from({ length: n * 2 }, (_, i) => (i % 2 === 0 ? i / 2 : 0));
  const umap = new UMAP({
    nComponents: 2,
    nNeighbors: Math.min(NEIGHBOURS, n - 1),
    minDist: LEAST_DISTANCE,
    nEpochs: EPOCHS,
    random,
  });
  yield 0;
  const epochs = umap.initializeFit(Array.from({ length: n }, (_, row) => [...rowOf(rows, row)]));
  for (let epoch = 0; epoch < epochs; epoch++) {
    umap.step();
    yield (epoch + 1) / epochs;
  }
  return Float32Array.from(umap.getEmbedding().flat());
}

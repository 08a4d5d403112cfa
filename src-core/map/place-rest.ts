import { type Matrix, rowCount, rowOf, rowsOf, squaredDistance } from './matrix';

const NEIGHBOURS = 5;
/** Cells that are searched around a row. */
const PROBED = 3;
/** Rows between two reports of the share that is done. */
const REPORTED = 4096;

/**
 * Places rows in the plane of rows that were laid out: at the mean of their five nearest ones there, weighted by inverse
 * distance. Neighbours are looked for in the cells whose centres are nearest (an inverted file), so a few are missed and
 * the time grows with rows · √laid.
 * Yields the share that is done, 0–1.
 * @param plane laid rows × 2
 * @returns rows × 2
 */
export function* placeRest(
  rows: Matrix,
  { laid, plane }: { laid: Matrix; plane: Float32Array },
): Generator<number, Float32Array> {
  const n = rowCount(rows);
  const cells = cellsOf(laid);
  const placed = new Float32Array(n * 2);
  const probed = nearestRows(PROBED);
  const found = nearestRows(NEIGHBOURS);
  for (let row = 0; row < n; row++) {
    if (row % REPORTED === 0) yield row / n;
    const vector = rowOf(rows, row);
    probed.search(vector, cells.centres, cells.all);
    found.clear();
    for (let i = 0; i < probed.count(); i++) found.add(vector, laid, cells.members[probed.rows[i]!]!);
    let [x, y, sum] = [0, 0, 0];
    for (let i = 0; i < found.count(); i++) {
      const weight = 1 / (Math.sqrt(found.distances[i]!) + 1e-6);
      x += weight * plane[found.rows[i]! * 2]!;
      y += weight * plane[found.rows[i]! * 2 + 1]!;
      sum += weight;
    }
    placed[row * 2] = x / sum;
    placed[row * 2 + 1] = y / sum;
  }
  return placed;
}

/** Every k-th row is the centre of a cell that holds the rows nearest to it; rows are in random order. */
function cellsOf(laid: Matrix): { centres: Matrix; all: Int32Array; members: Int32Array[] } {
  const n = rowCount(laid);
  const count = Math.max(1, Math.round(Math.sqrt(n)));
  const centres = rowsOf(
    laid,
    Int32Array.from({ length: count }, (_, i) => Math.floor((i * n) / count)),
  );
  const all = Int32Array.from({ length: count }, (_, i) => i);
  const members: number[][] = Array.from({ length: count }, () => []);
  const nearest = nearestRows(1);
  for (let row = 0; row < n; row++) {
    nearest.search(rowOf(laid, row), centres, all);
    members[nearest.rows[0]!]!.push(row);
  }
  return { centres, all, members: members.map((list) => Int32Array.from(list)) };
}

/** The nearest few rows so far, nearest first, in arrays that are used again for each search. */
function nearestRows(most: number) {
  const rows = new Int32Array(most);
  /** Squared. */
  const distances = new Float64Array(most);
  let count = 0;
  function add(vector: Float32Array, { values, dimensions }: Matrix, among: Int32Array): void {
    for (let k = 0; k < among.length; k++) {
      const row = among[k]!;
      const distance = squaredDistance(vector, values, row * dimensions);
      if (count === most && distance >= distances[most - 1]!) continue;
      let at = count < most ? count++ : most - 1;
      for (; at > 0 && distances[at - 1]! > distance; at--) {
        rows[at] = rows[at - 1]!;
        distances[at] = distances[at - 1]!;
      }
      rows[at] = row;
      distances[at] = distance;
    }
  }
  return {
    rows,
    distances,
    count: (): number => count,
    clear: (): void => void (count = 0),
    add,
    search(vector: Float32Array, matrix: Matrix, among: Int32Array): void {
      count = 0;
      add(vector, matrix, among);
    },
  };
}

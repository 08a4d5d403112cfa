import { type Matrix, rowCount, rowOf, rowsOf, squaredDistance } from './matrix';

const NEIGHBOURS = 5;
/** Cells that are searched around a row. */
const PROBED = 3;

/**
 * Places rows in the plane of rows that were laid out: at the mean of their five nearest ones there, weighted by inverse
 * distance. Neighbours are looked for in the cells whose centres are nearest (an inverted file), so a few are missed and
 * the time grows with rows · √laid.
 * @param plane laid rows × 2
 * @returns rows × 2
 */
export function placeRest(
  rows: Matrix,
  { laid, plane }: { laid: Matrix; plane: Float32Array },
): Float32Array {
  const n = rowCount(rows);
  const cells = cellsOf(laid);
  const placed = new Float32Array(n * 2);
  for (let row = 0; row < n; row++) {
    const vector = rowOf(rows, row);
    const near = nearest(vector, cells.centres, PROBED).flatMap(({ row: cell }) => cells.members[cell]!);
    const found = nearestOf(vector, { matrix: laid, rows: near }, NEIGHBOURS);
    let [x, y, sum] = [0, 0, 0];
    for (const { row: other, distance } of found) {
      const weight = 1 / (Math.sqrt(distance) + 1e-6);
      x += weight * plane[other * 2]!;
      y += weight * plane[other * 2 + 1]!;
      sum += weight;
    }
    placed[row * 2] = x / sum;
    placed[row * 2 + 1] = y / sum;
  }
  return placed;
}

/** Every k-th row is the centre of a cell that holds the rows nearest to it; rows are in random order. */
function cellsOf(laid: Matrix): { centres: Matrix; members: number[][] } {
  const n = rowCount(laid);
  const count = Math.max(1, Math.round(Math.sqrt(n)));
  const centres = rowsOf(
    laid,
    Int32Array.from({ length: count }, (_, i) => Math.floor((i * n) / count)),
  );
  const members: number[][] = Array.from({ length: count }, () => []);
  for (let row = 0; row < n; row++) members[nearest(rowOf(laid, row), centres, 1)[0]!.row]!.push(row);
  return { centres, members };
}

interface Found {
  row: number;
  /** Squared. */
  distance: number;
}

function nearest(vector: Float32Array, matrix: Matrix, count: number): Found[] {
  return nearestOf(vector, { matrix, rows: Array.from({ length: rowCount(matrix) }, (_, i) => i) }, count);
}

function nearestOf(
  vector: Float32Array,
  among: { matrix: Matrix; rows: readonly number[] },
  count: number,
): Found[] {
  const found: Found[] = [];
  for (const row of among.rows) {
    const distance = squaredDistance(vector, rowOf(among.matrix, row));
    if (found.length === count && distance >= found[count - 1]!.distance) continue;
    let at = found.length;
    while (at > 0 && found[at - 1]!.distance > distance) at--;
    found.splice(at, 0, { row, distance });
    if (found.length > count) found.pop();
  }
  return found;
}

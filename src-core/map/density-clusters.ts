/** Cells a side of the grid on which points are counted: a few a point, within limits. */
const FEWEST_CELLS = 32;
const MOST_CELLS = 140;
/** Rounds of smoothing; each widens a point by about a cell. */
const SMOOTHING = 2;
/** A hill is one of its own if it rises over the saddle to a higher one by this share of its height. */
const PROMINENCE = 0.3;
/** Points below this share of the mean density of occupied cells lie between clusters. */
const SPARSE = 0.25;
const MOST = 24;
/** Fewest points of a cluster, and the least share of all. */
const FEWEST = 10;
const LEAST_SHARE = 0.005;

/**
 * Clusters of points in the plane: hills of their density, parted where the valley between two is deep enough
 * (persistence-based merging, Chazal, Guibas, Oudot & Skraba 2013, J ACM 60:41, on a grid).
 * @param plane points × 2
 * @returns cluster of each point, 0 being the largest; −1 between the clusters
 */
export function densityClusters(plane: Float32Array): Int16Array {
  const n = plane.length / 2;
  const side = Math.min(MOST_CELLS, Math.max(FEWEST_CELLS, Math.round(2.4 * Math.sqrt(n))));
  const cells = cellsOf(plane, side);
  const density = smoothed(cells, side);
  const hills = hillsOf(density, side);
  const occupied = density.filter((value) => value > 0);
  const least = (SPARSE * occupied.reduce((sum, value) => sum + value, 0)) / Math.max(1, occupied.length);
  const sizes = new Map<number, number>();
  for (const cell of cells)
    if (density[cell]! >= least) sizes.set(hills[cell]!, (sizes.get(hills[cell]!) ?? 0) + 1);
  const kept = [...sizes]
    .filter(([, size]) => size >= Math.max(FEWEST, LEAST_SHARE * n))
    .toSorted(([hillA, a], [hillB, b]) => b - a || hillA - hillB)
    .slice(0, MOST);
  const names = new Map(kept.map(([hill], i) => [hill, i]));
  return Int16Array.from(cells, (cell) => (density[cell]! >= least ? (names.get(hills[cell]!) ?? -1) : -1));
}

/** Cell of each point; a frame of empty cells lies around them. */
function cellsOf(plane: Float32Array, side: number): Int32Array {
  const axis = (offset: number): ((value: number) => number) => {
    let [low, high] = [Infinity, -Infinity];
    for (let at = offset; at < plane.length; at += 2) {
      low = Math.min(low, plane[at]!);
      high = Math.max(high, plane[at]!);
    }
    const scale = high > low ? (side - 2 * FRAME - 1e-3) / (high - low) : 0;
    return (value) => FRAME + Math.floor((value - low) * scale);
  };
  const [x, y] = [axis(0), axis(1)];
  return Int32Array.from(
    { length: plane.length / 2 },
    (_, i) => y(plane[i * 2 + 1]!) * side + x(plane[i * 2]!),
  );
}

const FRAME = SMOOTHING + 1;

function smoothed(cells: Int32Array, side: number): Float64Array {
  let density = new Float64Array(side * side);
  for (const cell of cells) density[cell]!++;
  for (let round = 0; round < SMOOTHING; round++)
    for (const step of [1, side]) {
      const wider = new Float64Array(density.length);
      for (let cell = side; cell < density.length - side; cell++)
        wider[cell] = density[cell - step]! / 4 + density[cell]! / 2 + density[cell + step]! / 4;
      density = wider;
    }
  return density;
}

/** The hill of each cell: cells from the densest down join the hill of their densest neighbour, and low hills join. */
function hillsOf(density: Float64Array, side: number): Int32Array {
  const hill = new Int32Array(density.length).fill(-1);
  const order = [...density.keys()]
    .filter((cell) => density[cell]! > 0)
    .toSorted((a, b) => density[b]! - density[a]! || a - b);
  const root = (cell: number): number => {
    let at = cell;
    while (hill[at] !== at) at = hill[at]!;
    return at;
  };
  for (const cell of order) {
    const peaks = [-side - 1, -side, -side + 1, -1, 1, side - 1, side, side + 1]
      .map((step) => cell + step)
      .filter((other) => hill[other]! >= 0)
      .map(root)
      .toSorted((a, b) => density[b]! - density[a]! || a - b);
    const [highest] = peaks;
    hill[cell] = highest ?? cell;
    for (const peak of peaks)
      if (peak !== highest && density[peak]! - density[cell]! < PROMINENCE * density[peak]!)
        hill[peak] = highest!;
  }
  return hill.map((value, cell) => (value < 0 ? value : root(cell)));
}

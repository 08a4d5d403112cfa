/** Points a cell, about. */
const PER_CELL = 4;
const MOST_CELLS_A_SIDE = 512;

/** Points sorted into the cells of a grid, so that those of a part of the map are found without looking at the others. */
export interface GridIndex {
  /** Indices of the points, cell by cell, row by row of cells. */
  order: Int32Array;
  /**
   * Which parts of `order` hold the points of a box, and a few around it: from, to, from, to, …
   * @param box in map units
   */
  runs(box: Box): number[];
}

export interface Box {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

export function gridIndex(x: Float32Array, y: Float32Array): GridIndex {
  const n = x.length;
  const bounds = boundsOf(x, y);
  const side = Math.max(1, Math.min(MOST_CELLS_A_SIDE, Math.ceil(Math.sqrt(n / PER_CELL))));
  const axis = (low: number, high: number): ((value: number) => number) => {
    const scale = high > low ? side / (high - low) : 0;
    return (value) => Math.max(0, Math.min(side - 1, Math.floor((value - low) * scale)));
  };
  const column = axis(bounds.left, bounds.right);
  const row = axis(bounds.bottom, bounds.top);
  const starts = new Int32Array(side * side + 1);
  const cells = Int32Array.from(x, (value, i) => row(y[i]!) * side + column(value));
  for (const cell of cells) starts[cell + 1]!++;
  for (let cell = 0; cell < side * side; cell++) starts[cell + 1]! += starts[cell]!;
  const next = starts.slice();
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[next[cells[i]!]!++] = i;
  return {
    order,
    runs({ left, right, bottom, top }) {
      const runs: number[] = [];
      const isOutside =
        right < bounds.left || left > bounds.right || top < bounds.bottom || bottom > bounds.top;
      if (isOutside) return runs;
      const [first, last] = [column(left), column(right)];
      for (let r = row(bottom); r <= row(top); r++) {
        const [from, to] = [starts[r * side + first]!, starts[r * side + last + 1]!];
        if (to > from) runs.push(from, to);
      }
      return runs;
    },
  };
}

/** The smallest box with all points; of no points, one from ∞ to −∞. */
export function boundsOf(x: ArrayLike<number>, y: ArrayLike<number>): Box {
  const box = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity };
  for (let i = 0; i < x.length; i++) {
    box.left = Math.min(box.left, x[i]!);
    box.right = Math.max(box.right, x[i]!);
    box.bottom = Math.min(box.bottom, y[i]!);
    box.top = Math.max(box.top, y[i]!);
  }
  return box;
}

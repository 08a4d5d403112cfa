import { type Matrix, rowCount } from './matrix';
import { type PrincipalAxes, principalAxes, projected } from './principal-axes';

/** Coordinates that are kept of a vector: neighbours among hundreds are slow to find and full of noise. */
const DIMENSIONS = 24;
/** Rows that are held in full before the axes are computed from them. */
const HELD = 4000;

/** Brings vectors, batch by batch in random order, to their first principal coordinates; holds few in full. */
export function reducing(random: () => number): { add(rows: Matrix): void; finish(): Matrix } {
  let held: Matrix[] = [];
  let axes: PrincipalAxes | null = null;
  const parts: Matrix[] = [];
  const findAxes = (): void => {
    const all = joined(held);
    axes = principalAxes(all, DIMENSIONS, random);
    parts.push(projected(all, axes));
    held = [];
  };
  return {
    add(rows) {
      if (axes) parts.push(projected(rows, axes));
      else held.push(rows);
      if (!axes && held.reduce((sum, part) => sum + rowCount(part), 0) >= HELD) findAxes();
    },
    finish() {
      if (!axes && held.length > 0) findAxes();
      return joined(parts);
    },
  };
}

function joined(parts: readonly Matrix[]): Matrix {
  const values = new Float32Array(parts.reduce((sum, part) => sum + part.values.length, 0));
  let at = 0;
  for (const part of parts) {
    values.set(part.values, at);
    at += part.values.length;
  }
  return { values, dimensions: parts[0]?.dimensions ?? 1 };
}

import type { MapPoints } from '../../shared/api/map-client';
import { type Box, type GridIndex, boundsOf } from './grid-index';

/** How the map's plane lies on the screen: screen = scale · (map − centre) + half the size; y points up in the map. */
export interface View {
  x: number;
  y: number;
  /** Pixels a unit of the map. */
  scale: number;
}

export interface Size {
  width: number;
  height: number;
}

export type Point = readonly [x: number, y: number];

const MARGIN = 24;

/** The view that shows every point. */
export function fitted({ x, y, n }: Pick<MapPoints, 'x' | 'y' | 'n'>, { width, height }: Size): View {
  const { left, right, bottom, top } = boundsOf(x, y);
  if (n === 0) return { x: 0, y: 0, scale: 1 };
  const scale = Math.min(
    (width - 2 * MARGIN) / Math.max(1e-6, right - left),
    (height - 2 * MARGIN) / Math.max(1e-6, top - bottom),
  );
  return { x: (left + right) / 2, y: (bottom + top) / 2, scale: Math.max(1e-6, scale) };
}

export function toScreen([x, y]: Point, view: View, { width, height }: Size): Point {
  return [(x - view.x) * view.scale + width / 2, height / 2 - (y - view.y) * view.scale];
}

export function toMap([x, y]: Point, view: View, { width, height }: Size): Point {
  return [(x - width / 2) / view.scale + view.x, (height / 2 - y) / view.scale + view.y];
}

/** Moved by pixels, as a drag does. */
export function panned(view: View, [dx, dy]: Point): View {
  return { ...view, x: view.x - dx / view.scale, y: view.y + dy / view.scale };
}

/** Zoomed by a factor while the place under `at` (screen) stays where it is. */
export function zoomed(view: View, factor: number, at: Point, size: Size): View {
  const [x, y] = toMap(at, view, size);
  return {
    scale: view.scale * factor,
    x: x - (x - view.x) / factor,
    y: y - (y - view.y) / factor,
  };
}

/** Whether a place lies in the polygon of the corners: even–odd rule, as the filter `map-area` has it. */
export function isInside([x, y]: Point, corners: readonly Point[]): boolean {
  let inside = false;
  corners.forEach(([x1, y1], i) => {
    const [x2, y2] = corners[(i + 1) % corners.length]!;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  });
  return inside;
}

/** The corners of a rectangle between two places. */
export function rectangle([x1, y1]: Point, [x2, y2]: Point): Point[] {
  return [
    [x1, y1],
    [x2, y1],
    [x2, y2],
    [x1, y2],
  ];
}

/** A path with at most `most` corners, evenly taken, rounded to what a screen can tell apart. */
export function simplified(path: readonly Point[], most: number): Point[] {
  const step = Math.max(1, path.length / most);
  const kept: Point[] = [];
  for (let at = 0; at < path.length; at += step) kept.push(path[Math.floor(at)]!);
  return kept.map(([x, y]) => [round(x), round(y)]);
}

function round(value: number): number {
  return Number(value.toFixed(3));
}

/** What of the map can be seen, and `margin` pixels around it. */
export function boxInView(view: View, { width, height }: Size, margin: number): Box {
  const [across, up] = [(width / 2 + margin) / view.scale, (height / 2 + margin) / view.scale];
  return { left: view.x - across, right: view.x + across, bottom: view.y - up, top: view.y + up };
}

/** The point nearest to a place of the map within `reach`; −1 for none. */
export function nearestPoint(
  { x, y }: Pick<MapPoints, 'x' | 'y'>,
  index: GridIndex,
  at: Point,
  reach: number,
): number {
  let found = -1;
  let least = reach * reach;
  const box = { left: at[0] - reach, right: at[0] + reach, bottom: at[1] - reach, top: at[1] + reach };
  const runs = index.runs(box);
  for (let run = 0; run < runs.length; run += 2)
    for (let k = runs[run]!; k < runs[run + 1]!; k++) {
      const i = index.order[k]!;
      const distance = (x[i]! - at[0]) ** 2 + (y[i]! - at[1]) ** 2;
      if (distance < least) [found, least] = [i, distance];
    }
  return found;
}

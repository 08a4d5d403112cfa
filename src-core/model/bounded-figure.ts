import type { FigureBounds } from './metrics';

/** A figure in words: its value, and its bounds in brackets, empty where it has none. */
export interface BoundedFigure {
  value: string;
  bounds: string;
}

/** "(0.21 % … 0.40 %)"; a side that the data does not bound is a dash; empty where neither is bounded. */
export function inBrackets({ lower, upper }: FigureBounds, format: (value: number | null) => string): string {
  return lower === null && upper === null ? '' : `(${format(lower)} … ${format(upper)})`;
}

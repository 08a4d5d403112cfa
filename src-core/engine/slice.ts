import type { Dimension } from '../sql/slice-queries';

/** One slice with its rows among the pair values. */
export interface Slice {
  dimension: Dimension;
  value: string;
  rows: Int32Array;
}

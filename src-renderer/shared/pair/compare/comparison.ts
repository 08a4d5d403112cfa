/** A stretch of one output: UTF-16 offsets, end exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** A sentence, line or piece of a long line in one column. */
export interface Cell extends Span {
  /** Blank lines stand before it. */
  paragraph: boolean;
  state: 'same' | 'changed' | 'only' | 'moved';
  /** What differs within it: spans of the output, ascending. Empty unless changed, or moved with changes. */
  marks: readonly Span[];
  /** Where the counterpart of a moved one stands; null otherwise. */
  movedTo: number | null;
}

/** What stands side by side; null where one output has no counterpart. */
export interface Row {
  left: Cell | null;
  right: Cell | null;
}

export interface Comparison {
  rows: readonly Row[];
  /** Runs of rows that differ, first and last row, ascending. */
  differences: readonly (readonly [first: number, last: number])[];
  /**
   * full: aligned, with words marked · coarse: time ran out, so that some changed places have no words marked ·
   * none: too different or too long to align in time; the outputs stand side by side as they are.
   */
  depth: 'full' | 'coarse' | 'none';
}

/** Whether anything of a row differs. */
export function differs({ left, right }: Row): boolean {
  return left?.state !== 'same' || right?.state !== 'same';
}

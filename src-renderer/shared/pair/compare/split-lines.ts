import type { Cell, Row } from './comparison';

/** UTF-16 units of one piece of a line: a single element with a megabyte of text is slow to lay out. */
const LONGEST = 4000;

/** The lines of two outputs as they are, first beside first, blank ones included. */
export function splitLines(left: string, right: string): Row[] {
  const [lefts, rights] = [cellsOf(left), cellsOf(right)];
  return Array.from({ length: Math.max(lefts.length, rights.length) }, (_, at) => ({
    left: lefts[at] ?? null,
    right: rights[at] ?? null,
  }));
}

function cellsOf(text: string): Cell[] {
  const cells: Cell[] = [];
  if (text === '') return cells;
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    for (let from = start; ; from = cutAfter(text, from)) {
      const to = Math.min(end, cutAfter(text, from));
      cells.push({ start: from, end: to, paragraph: false, state: 'same', marks: [], movedTo: null });
      if (to === end) break;
    }
    start = end + 1;
  }
  return cells;
}

/** Never between the halves of a surrogate pair. */
function cutAfter(text: string, from: number): number {
  const at = from + LONGEST;
  return (text.charCodeAt(at - 1) & 0xfc00) === 0xd800 ? at - 1 : at;
}

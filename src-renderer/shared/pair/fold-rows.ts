import { type Row, differs } from './compare/comparison';

/** A line of the side-by-side view: a row, or a stretch of equal rows folded away. */
export type Item = { kind: 'row'; row: number } | { kind: 'fold'; first: number; last: number };

/** Equal rows that stay in view around a difference. */
const CONTEXT = 2;
const FEWEST_FOLDED = 4;

/**
 * Folds unchanged stretches but for their context.
 * @param opened first rows of stretches that the analyst unfolded
 */
export function foldRows(rows: readonly Row[], opened: ReadonlySet<number>): Item[] {
  const items: Item[] = [];
  for (let at = 0; at < rows.length;) {
    let end = at;
    while (end < rows.length && !differs(rows[end]!)) end++;
    const first = at === 0 ? 0 : at + CONTEXT;
    const last = end === rows.length ? end - 1 : end - 1 - CONTEXT;
    const folds =
      last - first + 1 >= FEWEST_FOLDED && !opened.has(first) && !(at === 0 && end === rows.length);
    for (; at < end; at++) {
      if (folds && at === first) {
        items.push({ kind: 'fold', first, last });
        at = last;
      } else items.push({ kind: 'row', row: at });
    }
    if (end < rows.length) items.push({ kind: 'row', row: end });
    at = end + 1;
  }
  return items;
}

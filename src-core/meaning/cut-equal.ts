import type { Place } from './flag-list';

/** Texts up to this many UTF-16 units are read as they are. */
export const WHOLE_LIMIT = 40_000;
/** Units a side that are read of what remains of longer texts. */
const BUDGET = 24_000;
/** A piece is cut at the next blank behind this length. */
const LONGEST_PIECE = 2000;

/** What remains of one long text. */
export interface Remainder {
  /** Pieces without an equal in the other text, within the budget. */
  pieces: readonly Place[];
  /** Pieces without an equal beyond the budget: compared by no other check. */
  unread: readonly Place[];
  /** UTF-16 units of the pieces that have an equal. */
  equalLength: number;
}

/**
 * Cuts two long texts into lines and sentences and takes away those that both hold, as often as both do, so that time
 * stays linear in the length of the texts and the finer checks are kept for what differs.
 */
export function cutEqual(prod: string, shadow: string): { prod: Remainder; shadow: Remainder } {
  const [a, b] = [cut(prod), cut(shadow)];
  const counts = new Map<string, number>();
  for (const { start, end } of b) {
    const piece = shadow.slice(start, end);
    counts.set(piece, (counts.get(piece) ?? 0) + 1);
  }
  const kept = new Map<string, number>();
  const restA = a.filter(({ start, end }) => {
    const piece = prod.slice(start, end);
    const count = counts.get(piece) ?? 0;
    if (count === 0) return true;
    counts.set(piece, count - 1);
    kept.set(piece, (kept.get(piece) ?? 0) + 1);
    return false;
  });
  const restB = b.filter(({ start, end }) => {
    const piece = shadow.slice(start, end);
    const count = kept.get(piece) ?? 0;
    if (count === 0) return true;
    kept.set(piece, count - 1);
    return false;
  });
  return { prod: withinBudget(a, restA), shadow: withinBudget(b, restB) };
}

/** Pieces without the blanks around them; empty ones are left out. */
function cut(text: string): Place[] {
  const pieces: Place[] = [];
  let start = 0;
  const close = (end: number): void => {
    let [from, to] = [start, end];
    while (from < to && text.charCodeAt(from) <= 32) from++;
    while (to > from && text.charCodeAt(to - 1) <= 32) to--;
    if (to > from) pieces.push({ start: from, end: to });
    start = end;
  };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10) close(at + 1);
    else if (code === 32) {
      const before = text.charCodeAt(at - 1);
      if (before === 46 || before === 33 || before === 63 || at - start > LONGEST_PIECE) close(at);
    } else if (at - start > 2 * LONGEST_PIECE) close(at);
  }
  close(text.length);
  return pieces;
}

function withinBudget(all: readonly Place[], rest: readonly Place[]): Remainder {
  let used = 0;
  let count = 0;
  for (const { start, end } of rest) {
    if (used + end - start > BUDGET) break;
    used += end - start;
    count++;
  }
  const length = (places: readonly Place[]): number =>
    places.reduce((sum, { start, end }) => sum + end - start, 0);
  return { pieces: rest.slice(0, count), unread: rest.slice(count), equalLength: length(all) - length(rest) };
}

import { diffArrays } from 'diff';
import { type Step, type TimeLeft, alignUnits } from './align-units';
import { type Cell, type Comparison, type Row, type Span, differs } from './comparison';
import { type Unit, splitUnits } from './split-units';
import { dice, wordBag } from './word-bag';
import { piecesOf } from './words';

/** Share of common words from which what was left out here and added there counts as moved. */
const MOVED = 0.8;
/** Shorter units ("}", "Yes.") are too common to say that they moved. */
const SHORTEST_MOVE = 16;
const MOVE_CELLS = 60_000;

/** Prose is aligned by sentences, code by lines. */
export type CompareMode = 'prose' | 'code';

interface Marks {
  left: Span[];
  right: Span[];
}

/**
 * Aligns two outputs and marks what differs, within a time limit: what can not be done in time is left out, never waited
 * for.
 * @param options.budget ms in all; `now` gives ms
 */
export function compareTexts(
  left: string,
  right: string,
  { budget, now, mode = 'prose' }: { budget: number; now: () => number; mode?: CompareMode },
): Comparison {
  const end = now() + budget;
  const timeLeft: TimeLeft = () => end - now();
  const units = { left: splitUnits(left, mode), right: splitUnits(right, mode) };
  const { steps, complete } = alignUnits(units.left, units.right, timeLeft);
  let marked = true;
  const words = (a: Unit, b: Unit): Marks => {
    if (a.key === b.key) return { left: [], right: [] };
    const marks = wordMarks(left.slice(a.start, a.end), right.slice(b.start, b.end), timeLeft());
    if (marks === null) marked = false;
    return { left: shift(marks?.left ?? [], a.start), right: shift(marks?.right ?? [], b.start) };
  };
  const rows = steps.map(({ left: i, right: j, together }): { -readonly [K in keyof Row]: Row[K] } => {
    const a = i === null ? null : units.left[i]!;
    const b = j === null ? null : units.right[j]!;
    if (a === null || b === null || !(together || a.key === b.key))
      return { left: a && cell(a, 'only'), right: b && cell(b, 'only') };
    const state = a.key === b.key ? 'same' : 'changed';
    const marks = words(a, b);
    return { left: cell(a, state, marks.left), right: cell(b, state, marks.right) };
  });
  for (const { from, to } of findMoves(steps, units, timeLeft)) {
    const [a, b] = [units.left[steps[from]!.left!]!, units.right[steps[to]!.right!]!];
    const marks = words(a, b);
    rows[from]!.left = { ...cell(a, 'moved', marks.left), movedTo: to };
    rows[to]!.right = { ...cell(b, 'moved', marks.right), movedTo: from };
  }
  const isAligned = complete || rows.some((row) => !differs(row));
  return {
    rows,
    differences: runs(rows),
    depth: complete && marked ? 'full' : isAligned ? 'coarse' : 'none',
  };
}

function cell({ start, end, paragraph }: Unit, state: Cell['state'], marks: readonly Span[] = []): Cell {
  return { start, end, paragraph, state, marks, movedTo: null };
}

/** Words that only one of two texts holds; null when there was no time to tell. */
function wordMarks(left: string, right: string, timeout: number): Marks | null {
  const changes = timeout > 1 ? diffArrays(piecesOf(left), piecesOf(right), { timeout }) : undefined;
  if (changes === undefined) return null;
  const marks: Marks = { left: [], right: [] };
  let [i, j] = [0, 0];
  for (const { value, added, removed } of changes) {
    const length = value.reduce((sum, word) => sum + word.length, 0);
    if (removed) push(marks.left, i, (i += length), left);
    else if (added) push(marks.right, j, (j += length), right);
    else [i, j] = [i + length, j + length];
  }
  return marks;
}

/** Marks that only white space parts are one: it reads better. */
function push(spans: Span[], start: number, end: number, text: string): void {
  const last = spans.at(-1);
  if (last !== undefined && /^[^\S\n]*$/.test(text.slice(last.end, start))) last.end = end;
  else spans.push({ start, end });
}

function shift(spans: readonly Span[], by: number): Span[] {
  return spans.map(({ start, end }) => ({ start: start + by, end: end + by }));
}

/** What stands without a counterpart on both sides, though it is the same or nearly so: rows of the two places. */
function findMoves(
  steps: readonly Step[],
  units: { left: readonly Unit[]; right: readonly Unit[] },
  timeLeft: TimeLeft,
): { from: number; to: number }[] {
  const loose = (side: 'left' | 'right'): { row: number; unit: Unit }[] =>
    steps.flatMap((step, row) => {
      const index = step[side];
      const unit = index === null || step.together ? undefined : units[side][index];
      return unit === undefined || unit.key.trim().length < SHORTEST_MOVE ? [] : [{ row, unit }];
    });
  const moves: { from: number; to: number }[] = [];
  const [lefts, rights] = [loose('left'), loose('right')];
  const byKey = new Map<string, number[]>();
  for (const { row, unit } of rights) byKey.set(unit.key, [...(byKey.get(unit.key) ?? []), row]);
  const taken = new Set<number>();
  const restless: typeof lefts = [];
  for (const { row, unit } of lefts) {
    const to = byKey.get(unit.key)?.find((candidate) => candidate !== row && !taken.has(candidate));
    if (to === undefined) restless.push({ row, unit });
    else {
      taken.add(to);
      moves.push({ from: row, to });
    }
  }
  const free = rights.filter(({ row }) => !taken.has(row));
  if (restless.length * free.length > MOVE_CELLS) return moves;
  const bags = free.map(({ unit }) => wordBag(unit.key));
  for (const { row, unit } of restless) {
    if (timeLeft() <= 1) return moves;
    const bag = wordBag(unit.key);
    const at = bags.findIndex(
      (other, index) => free[index]!.row !== row && !taken.has(free[index]!.row) && dice(bag, other) >= MOVED,
    );
    if (at < 0) continue;
    taken.add(free[at]!.row);
    moves.push({ from: row, to: free[at]!.row });
  }
  return moves;
}

function runs(rows: readonly Row[]): [number, number][] {
  const found: [number, number][] = [];
  for (const [at, row] of rows.entries()) {
    if (!differs(row)) continue;
    const last = found.at(-1);
    if (last !== undefined && last[1] === at - 1) last[1] = at;
    else found.push([at, at]);
  }
  return found;
}

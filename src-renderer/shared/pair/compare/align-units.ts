import { diffArrays } from 'diff';
import type { Unit } from './split-units';
import { type WordBag, dice, wordBag } from './word-bag';

/** What stands side by side: units that belong together, or only happen to stand beside each other. */
export interface Step {
  left: number | null;
  right: number | null;
  together: boolean;
}

/** Comparisons of two units that one gap may cost before it is aligned by equal units only. */
const CELLS = 60_000;
/** Share of common words from which two units are versions of one another. */
const ALIKE = 0.4;

/** Milliseconds left; what takes longer is given up. */
export type TimeLeft = () => number;

/**
 * Aligns two lists of units: equal beginnings and ends, then units that occur once in each ("patience"), then what lies
 * between them by common words, as far as time allows.
 * @returns steps in order, and whether every gap could be aligned
 */
export function alignUnits(
  left: readonly Unit[],
  right: readonly Unit[],
  timeLeft: TimeLeft,
): { steps: Step[]; complete: boolean } {
  const steps: Step[] = [];
  let complete = true;
  const bags = { left: new Map<number, WordBag>(), right: new Map<number, WordBag>() };
  const bag = (side: 'left' | 'right', index: number): WordBag => {
    const known = bags[side].get(index);
    const made = known ?? wordBag((side === 'left' ? left : right)[index]!.key);
    bags[side].set(index, made);
    return made;
  };
  const alike = (i: number, j: number): number =>
    left[i]!.key === right[j]!.key ? 1.05 : dice(bag('left', i), bag('right', j));

  const gap = (range: Range): void => {
    const { from, to } = range;
    const [n, m] = [to[0] - from[0], to[1] - from[1]];
    if (n === 0 || m === 0) return pushApart(steps, range);
    if (n * m <= CELLS && timeLeft() > 0) return pushByWords(steps, range, alike);
    const changes =
      timeLeft() > 1
        ? diffArrays(keys(left, from[0], to[0]), keys(right, from[1], to[1]), { timeout: timeLeft() })
        : undefined;
    if (changes === undefined) {
      complete = false;
      return pushApart(steps, range);
    }
    let [i, j] = from;
    let open: Range['from'] = from;
    for (const { added, removed, count } of changes) {
      if (removed) i += count;
      else if (added) j += count;
      else {
        between({ from: open, to: [i, j] });
        for (let k = 0; k < count; k++) steps.push(together(i++, j++));
        open = [i, j];
      }
    }
    between({ from: open, to: [i, j] });
  };
  // After diffArrays nothing is equal any more, so that only the comparison by words is left to try.
  const between = (range: Range): void => {
    const cells = (range.to[0] - range.from[0]) * (range.to[1] - range.from[1]);
    if (cells > 0 && cells <= CELLS && timeLeft() > 0) pushByWords(steps, range, alike);
    else pushApart(steps, range);
  };

  let [i, j] = [0, 0];
  let [endI, endJ] = [left.length, right.length];
  while (i < endI && j < endJ && left[i]!.key === right[j]!.key) steps.push(together(i++, j++));
  while (endI > i && endJ > j && left[endI - 1]!.key === right[endJ - 1]!.key)
    [endI, endJ] = [endI - 1, endJ - 1];
  let open: Range['from'] = [i, j];
  for (const [a, b] of anchors(left.slice(i, endI), right.slice(j, endJ))) {
    gap({ from: open, to: [i + a, j + b] });
    steps.push(together(i + a, j + b));
    open = [i + a + 1, j + b + 1];
  }
  gap({ from: open, to: [endI, endJ] });
  for (; endI < left.length; endI++, endJ++) steps.push(together(endI, endJ));
  return { steps, complete };
}

interface Range {
  from: readonly [left: number, right: number];
  to: readonly [left: number, right: number];
}

function keys(units: readonly Unit[], from: number, to: number): string[] {
  return units.slice(from, to).map(({ key }) => key);
}

/** What has no counterpart: first with first, second with second, so that both can be read side by side. */
function pushApart(steps: Step[], { from, to }: Range): void {
  const rows = Math.max(to[0] - from[0], to[1] - from[1]);
  for (let k = 0; k < rows; k++)
    steps.push({
      left: from[0] + k < to[0] ? from[0] + k : null,
      right: from[1] + k < to[1] ? from[1] + k : null,
      together: false,
    });
}

function together(left: number, right: number): Step {
  return { left, right, together: true };
}

/** Global alignment (Needleman & Wunsch 1970) that maximises the likeness of what is put together. */
function pushByWords(steps: Step[], range: Range, alike: (i: number, j: number) => number): void {
  const { from, to } = range;
  const [n, m] = [to[0] - from[0], to[1] - from[1]];
  const width = m + 1;
  const best = new Float32Array((n + 1) * width);
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--) {
      const likeness = alike(from[0] + i, from[1] + j);
      const together = likeness >= ALIKE ? likeness + best[(i + 1) * width + j + 1]! : 0;
      best[i * width + j] = Math.max(together, best[(i + 1) * width + j]!, best[i * width + j + 1]!);
    }
  let [i, j] = [0, 0];
  let open: Range['from'] = from;
  while (i < n && j < m) {
    const here = best[i * width + j]!;
    if (here === best[(i + 1) * width + j]!) i++;
    else if (here === best[i * width + j + 1]!) j++;
    else {
      pushApart(steps, { from: open, to: [from[0] + i, from[1] + j] });
      steps.push(together(from[0] + i++, from[1] + j++));
      open = [from[0] + i, from[1] + j];
    }
  }
  pushApart(steps, { from: open, to });
}

/** Units that occur once in each list, as far as they stand in the same order: the longest such sequence. */
function anchors(left: readonly Unit[], right: readonly Unit[]): (readonly [number, number])[] {
  const once = (units: readonly Unit[]): Map<string, number> => {
    const places = new Map<string, number>();
    for (const [at, { key }] of units.entries()) places.set(key, places.has(key) ? -1 : at);
    return places;
  };
  const onRight = once(right);
  const common: [number, number][] = [];
  for (const [key, at] of once(left)) {
    const there = onRight.get(key) ?? -1;
    if (at >= 0 && there >= 0) common.push([at, there]);
  }
  return longestIncreasing(common);
}

/** Patience sorting: O(n log n). */
function longestIncreasing(points: readonly [number, number][]): [number, number][] {
  const ends: number[] = [];
  const before = new Int32Array(points.length).fill(-1);
  for (const [index, [, place]] of points.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (points[ends[middle]!]![1] < place) low = middle + 1;
      else high = middle;
    }
    if (low > 0) before[index] = ends[low - 1]!;
    ends[low] = index;
  }
  const found: [number, number][] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at]!) found.push(points[at]!);
  return found.toReversed();
}

import type { Token } from './token';

/** Words in the longest name or phrase that may have changed places. */
const LONGEST = 4;
const JOINERS = new Set(['and', 'or', 'nor', 'plus']);

/**
 * Two things that have changed places while everything between them stayed ("Ann pays Bob", "Bob pays Ann"); null
 * where nothing has, or where they are members of one list ("salt, oil and pepper").
 */
export function swappedPlaces(
  prod: readonly Token[],
  shadow: readonly Token[],
): { prod: Token; shadow: Token } | null {
  const a = prod.filter(counts);
  const b = shadow.filter(counts);
  if (a.length !== b.length) return null;
  let head = 0;
  while (head < a.length && a[head]?.form === b[head]?.form) head++;
  let end = a.length;
  while (end > head && a[end - 1]?.form === b[end - 1]?.form) end--;
  const length = end - head;
  if (length < 2) return null;
  for (let first = 1; first <= LONGEST && first < length; first++) {
    for (let last = 1; last <= LONGEST && first + last <= length; last++) {
      if (!isSwap({ a, b, head, end, first, last })) continue;
      const middle = a.slice(head + first, end - last);
      if (isListed(middle) || !middle.some((token) => token.kind !== 'comma')) continue;
      const [one, other] = [a[head], b[head]];
      if (one === undefined || other === undefined) return null;
      return { prod: one, shadow: other };
    }
  }
  return null;
}

function counts(token: Token): boolean {
  return token.weight > 0 || token.kind === 'comma';
}

interface Window {
  a: readonly Token[];
  b: readonly Token[];
  head: number;
  end: number;
  /** Tokens of the thing that stands first in `a`, and of the one that stands last. */
  first: number;
  last: number;
}

/** a = X M Y and b = Y M X between head and end. */
function isSwap({ a, b, head, end, first, last }: Window): boolean {
  for (let k = 0; k < last; k++) if (a[end - last + k]?.form !== b[head + k]?.form) return false;
  for (let k = 0; k < first; k++) if (a[head + k]?.form !== b[end - first + k]?.form) return false;
  const between = end - head - first - last;
  for (let k = 0; k < between; k++) if (a[head + first + k]?.form !== b[head + last + k]?.form) return false;
  return true;
}

function isListed(middle: readonly Token[]): boolean {
  const [first, last] = [middle[0], middle.at(-1)];
  return first !== undefined && last !== undefined && joins(first) && joins(last);
}

function joins(token: Token): boolean {
  return token.kind === 'comma' || JOINERS.has(token.form);
}

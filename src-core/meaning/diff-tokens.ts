import type { Token } from './token';

/** A place where two token sequences differ: what stands there in each; one may be empty. */
export interface Hunk {
  prod: readonly Token[];
  shadow: readonly Token[];
}

/** Cells of the table of common subsequences; larger differences become one hunk. */
const MOST_CELLS = 40_000;

/** Places where two sequences differ by the forms of their tokens (longest common subsequence), in order. */
export function diffTokens(prod: readonly Token[], shadow: readonly Token[]): Hunk[] {
  let head = 0;
  const shorter = Math.min(prod.length, shadow.length);
  while (head < shorter && prod[head]?.form === shadow[head]?.form) head++;
  let tail = 0;
  while (tail < shorter - head && prod.at(-1 - tail)?.form === shadow.at(-1 - tail)?.form) tail++;
  const a = prod.slice(head, prod.length - tail);
  const b = shadow.slice(head, shadow.length - tail);
  if (a.length === 0 && b.length === 0) return [];
  if (a.length === 0 || b.length === 0 || a.length * b.length > MOST_CELLS) return [{ prod: a, shadow: b }];
  return walk(a, b, commonLengths(a, b));
}

/** Row-major table: weight of the best common subsequence of a[i…] and b[j…]. */
function commonLengths(a: readonly Token[], b: readonly Token[]): Float32Array {
  const width = b.length + 1;
  const table = new Float32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    const token = a[i] as Token;
    const worth = token.weight + 0.1;
    for (let j = b.length - 1; j >= 0; j--) {
      const down = table[(i + 1) * width + j] as number;
      const right = table[i * width + j + 1] as number;
      const best = down > right ? down : right;
      table[i * width + j] =
        token.form === (b[j] as Token).form
          ? Math.max(best, (table[(i + 1) * width + j + 1] as number) + worth)
          : best;
    }
  }
  return table;
}

function walk(a: readonly Token[], b: readonly Token[], table: Float32Array): Hunk[] {
  const width = b.length + 1;
  const hunks: Hunk[] = [];
  let [i, j, fromA, fromB] = [0, 0, 0, 0];
  const close = (): void => {
    if (i > fromA || j > fromB) hunks.push({ prod: a.slice(fromA, i), shadow: b.slice(fromB, j) });
  };
  while (i < a.length && j < b.length) {
    const token = a[i] as Token;
    const here = table[i * width + j] as number;
    const down = table[(i + 1) * width + j] as number;
    const right = table[i * width + j + 1] as number;
    if (token.form === (b[j] as Token).form && here > down && here > right) {
      close();
      i++;
      j++;
      [fromA, fromB] = [i, j];
    } else if (down >= right) i++;
    else j++;
  }
  i = a.length;
  j = b.length;
  close();
  return hunks;
}

/** How an output is dressed up in Markdown. */
export interface StyleCounts {
  words: number;
  headers: number;
  lists: number;
  bold: number;
}

const CODE_BLOCK = /```[^`]*```/g;
const HEADER = /^#{1,6}\s/gm;
const LIST_ITEM = /^\s*(?:[-*+]|\d{1,3}[.)])\s/gm;
const BOLD = /\*\*[^*\n]+\*\*|__[^_\n]+__/g;

/** Counts headers, list items and bold passages outside of code blocks. */
export function styleCounts(text: string): StyleCounts {
  const prose = text.replaceAll(CODE_BLOCK, '');
  const count = (pattern: RegExp): number => prose.match(pattern)?.length ?? 0;
  return {
    words: text.split(/\s+/).filter(Boolean).length,
    headers: count(HEADER),
    lists: count(LIST_ITEM),
    bold: count(BOLD),
  };
}

/**
 * Differences shadow − production of the densities of headers, lists and bold, each d = count / (words + 1) and
 * (d_s − d_p) / (d_s + d_p + 1), as in arena-hard's style control.
 */
export function styleDifferences({ prod, shadow }: { prod: StyleCounts; shadow: StyleCounts }): number[] {
  return (['headers', 'lists', 'bold'] as const).map((name) => {
    const [p, s] = [prod[name] / (prod.words + 1), shadow[name] / (shadow.words + 1)];
    return (s - p) / (s + p + 1);
  });
}

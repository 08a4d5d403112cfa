/** How an output is dressed up in Markdown. */
export interface StyleCounts {
  words: number;
  headers: number;
  lists: number;
  bold: number;
}

const CODE_BLOCK = /```[^`]*```/g;
const HEADER = /^#{1,6}\s/gm;
const LIST_ITEM = /^[ \t]*(?:[-*+]|\d{1,3}[.)])\s/gm;
const BOLD = /\*\*[^*\n]+\*\*|__[^_\n]+__/g;

/** Counts headers, list items and bold passages outside of code blocks. */
export function styleCounts(text: string): StyleCounts {
  const prose = text.includes('```') ? text.replaceAll(CODE_BLOCK, '') : text;
  return {
    words: wordsIn(text),
    headers: prose.includes('#') ? count(HEADER, prose) : 0,
    lists: count(LIST_ITEM, prose),
    bold: prose.includes('**') || prose.includes('__') ? count(BOLD, prose) : 0,
  };
}

function count(pattern: RegExp, text: string): number {
  return text.match(pattern)?.length ?? 0;
}

/** Runs of anything but white space, counted without taking the text apart: this is done for every output. */
function wordsIn(text: string): number {
  let words = 0;
  let inWord = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const space = code <= 32 ? code === 32 || (code >= 9 && code <= 13) : code >= 160 && isWideSpace(code);
    if (!space && !inWord) words++;
    inWord = !space;
  }
  return words;
}

/** White space of JavaScript's `\s` beyond ASCII. */
function isWideSpace(code: number): boolean {
  return (
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0xfeff
  );
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

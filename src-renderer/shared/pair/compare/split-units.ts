import type { Span } from './comparison';

/** What is aligned: a line of code, a sentence, or a piece of a sentence that goes on and on. */
export interface Unit extends Span {
  /** Blank lines stand before it. */
  paragraph: boolean;
  /** The text without white space at its end: units with equal keys are equal. */
  key: string;
}

/** UTF-16 units after which a sentence is cut into pieces. */
const LONG = 1200;
/** A piece ends after one word in so many, chosen by the word, so that what is inserted before moves no later cut. */
const WORDS_A_PIECE = 32;
const LONGEST_PIECE = 2400;

/** Splits a text into units that cover all of it but blank lines and line ends. */
export function splitUnits(text: string, mode: 'prose' | 'code' = 'prose'): Unit[] {
  const units: Unit[] = [];
  let paragraph = false;
  let fenced = false;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const isFence = /^\s*(```|~~~)/.test(text.slice(start, Math.min(end, start + 40)));
    const cuts = mode === 'code' || fenced || isFence ? [end] : sentenceEnds(text, start, end);
    if (isFence) fenced = !fenced;
    let from = start;
    for (const cut of cuts) {
      for (const piece of pieces(text, from, cut)) {
        const key = text.slice(piece.start, piece.end).trimEnd();
        if (key === '') continue;
        units.push({ ...piece, paragraph, key });
        paragraph = false;
      }
      from = cut;
    }
    if (text.slice(start, end).trim() === '') paragraph = true;
    start = end + 1;
  }
  return units;
}

/** Ends of the sentences of one line, white space behind them included; the line's own end is the last. */
function sentenceEnds(text: string, start: number, end: number): number[] {
  const ends: number[] = [];
  let from = start;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    const isWide = code === 0x3002 || code === 0xff01 || code === 0xff1f;
    if (!isWide && code !== 46 && code !== 33 && code !== 63 && code !== 0x061f && code !== 0x06d4) continue;
    let next = at + 1;
    while (next < end && CLOSING.has(text.charCodeAt(next))) next++;
    if (next >= end || (!isWide && !isSpace(text.charCodeAt(next)))) continue;
    // "1." is the number of a list, "e.g." no sentence.
    if (at - from < 6) continue;
    while (next < end && isSpace(text.charCodeAt(next))) next++;
    if (next >= end) break;
    ends.push(next);
    from = next;
    at = next - 1;
  }
  ends.push(end);
  return ends;
}

/** Quotes, brackets and marks that end a sentence with it. */
const CLOSING = new Set([...`"')]*_»”’…`].map((character) => character.charCodeAt(0)));

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 13 || code === 0xa0;
}

function pieces(text: string, start: number, end: number): Span[] {
  if (end - start <= LONG) return [{ start, end }];
  const found: Span[] = [];
  let from = start;
  let hash = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (!isSpace(code)) {
      hash = Math.imul(hash ^ code, 0x01000193);
      // Never between the halves of a surrogate pair.
      if (at - from < LONGEST_PIECE || (code & 0xfc00) === 0xd800) continue;
    } else {
      const cuts = ((hash ^ (hash >>> 15)) >>> 0) % WORDS_A_PIECE === 0 && at - from > 80;
      hash = 0;
      if (!cuts && at - from < LONGEST_PIECE) continue;
    }
    found.push({ start: from, end: at + 1 });
    from = at + 1;
  }
  if (from < end) found.push({ start: from, end });
  return found;
}

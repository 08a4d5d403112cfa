import type { Excerpt } from '../model/report';

/** Characters of context before the first difference. */
const CONTEXT = 90;

/**
 * A part of a text of about `most` characters, cut between words.
 * @param from where what matters begins; some context before it is kept
 */
export function excerptOf(text: string, most: number, from = 0): Excerpt {
  const characters = text.length;
  const whole = { text, chars: characters, before: false, after: false };
  if (characters <= most) return whole;
  const wanted = Math.min(Math.max(0, from - CONTEXT), characters - most);
  const start = wanted <= 0 ? 0 : wordStart(text, wanted);
  const end = start + most >= characters ? characters : wordEnd(text, start + most);
  return {
    text: text.slice(start, end),
    chars: characters,
    before: start > 0,
    after: end < characters,
  };
}

/** Length of the beginning that two texts share. */
export function sharedStart(a: string, b: string): number {
  const least = Math.min(a.length, b.length);
  let at = 0;
  while (at < least && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}

function wordStart(text: string, at: number): number {
  const space = text.slice(at, at + 24).search(/\s/);
  return whole(text, space < 0 ? at : at + space + 1);
}

function wordEnd(text: string, at: number): number {
  const before = text.slice(Math.max(0, at - 24), at);
  const space = before.search(/\s\S*$/);
  return whole(text, space < 0 ? at : at - before.length + space);
}

/** Never between the halves of a surrogate pair. */
function whole(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}

import { joinedTokens } from './join';
import type { RawToken } from './lex';
import type { Sentence } from './token';

const LONGEST_OPENING = 200;
const OPENING =
  /^(?:sure|certainly|of course|absolutely|great|good question|thank you|thanks|happy to|i would be happy|i'd be happy|i am happy|here is|here are|here's|here you go|here it is|here we go|below is|below are|the following|hello|hi|no problem|got it|okay|ok|yes|let me|let us|let's|glad|as requested|i can help|alright|gladly)\b/i;
const CLOSING =
  /^(?:i hope|hope (?:this|that|it)|let me know|please let me know|feel free|please feel free|if you (?:have|need|would like|want) |happy to|is there anything|good luck|have a (?:great|nice|good)|please do not hesitate|please don't hesitate|do not hesitate|don't hesitate|thank you|thanks|enjoy|best regards|kind regards|happy \w+ing|would you like)\b/i;
const OPENING_WORDS =
  /^(?:sure|certainly|of course|absolutely|got it|no problem|great question|good question|okay|gladly|thank you|thanks|hello|hi)\b/i;

/** Tokens of the longest courtesy. */
const LONGEST_COURTESY = 28;

/**
 * Splits a text into sentences, lines, list members and (with `breaks`) JSON members. Courtesies are
 * announcements with a colon anywhere ("Here is the list:"), greetings among the first three sentences ("Sure!") and
 * offers among the last two ("I hope this helps").
 */
export function splitSentences(text: string, breaks: readonly number[] = []): Sentence[] {
  const opening = breaks.length === 0 ? openingEnd(text) : 0;
  const tokens = joinedTokens(text, opening > 0 ? [opening] : breaks);
  const sentences: Sentence[] = [];
  let from = 0;
  for (let at = 1; at <= tokens.length; at++) {
    if (at < tokens.length && tokens[at]?.starts !== true) continue;
    const sentence = makeSentence(tokens.slice(from, at));
    if (sentence !== null) sentences.push(sentence);
    from = at;
  }
  for (const [index, sentence] of sentences.entries()) {
    const length = sentence.tokens.length;
    if (sentences.length === 1 || length > LONGEST_COURTESY) continue;
    const end = Math.min(sentence.end + 1, sentence.start + LONGEST_OPENING);
    const written = straight(text.slice(sentence.start, end));
    const opens =
      OPENING.test(written) &&
      (written.trimEnd().endsWith(':') || (index <= 2 && isGreeting(written, length)));
    const closes = index > 0 && index >= sentences.length - 2 && CLOSING.test(written);
    sentence.courtesy = opens || closes;
  }
  return sentences;
}

/** End of an announcing opening with a colon ("Sure, here is the answer:"), 0 where there is none. */
function openingEnd(text: string): number {
  const head = straight(text.slice(0, LONGEST_OPENING));
  const colon = head.search(/:\s/);
  const line = head.indexOf('\n');
  if (colon < 0 || (line >= 0 && line < colon)) return 0;
  return OPENING.test(head.trimStart()) ? colon + 1 : 0;
}

function isGreeting(written: string, tokens: number): boolean {
  if (OPENING_WORDS.test(written) && tokens <= 12) return true;
  return /\b(?:happy|glad) to (?:help|assist)\b|\bhere(?:'s| is| are)\b/i.test(written);
}

function makeSentence(tokens: readonly RawToken[]): (Sentence & { courtesy: boolean }) | null {
  const first = tokens[0];
  const last = tokens.at(-1);
  if (first === undefined || last === undefined) return null;
  let weight = 0;
  let key = '';
  let start = first.start;
  let end = last.end;
  for (const token of tokens) {
    start = Math.min(start, token.start);
    end = Math.max(end, token.end);
    if (token.kind === 'comma') continue;
    weight += token.weight;
    key += `${token.form} `;
  }
  if (key === '') return null;
  return { tokens, start, end, weight, key, listItem: first.listItem, courtesy: false };
}

function straight(text: string): string {
  return text.replace(/[’‘]/g, "'");
}

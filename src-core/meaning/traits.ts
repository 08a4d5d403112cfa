import { TRAITS, type Trait } from '../model/ledger';
import { readJson } from './json';
import { languageOf, refusalIn } from './whole-text';

/** Long outputs are told by their beginning and end; nobody notices a hedge on page nine. */
const WINDOW = 8000;
const LANGUAGE_WINDOW = 1000;
/** Characters of a refusal by which it is grouped. */
const CAUSE = 40;

const HEDGING =
  /\b(?:i (?:think|believe|guess|suppose)|it (?:seems|appears)|perhaps|maybe|possibly|probably|might be|could be|it depends|(?:i'm|i am) not (?:entirely |completely |quite )?(?:sure|certain)|to the best of my knowledge|as far as i know|it(?:'s| is) (?:important|worth) (?:to note|noting)|please note|may vary|vielleicht|möglicherweise|vermutlich|peut-être|probablement|quizás|tal vez)\b/i;
const LIST_ITEM = /^[ \t]*(?:[-*•+]|\d{1,3}[.)])[ \t]+\S/gm;
const HEADING = /^(?:#{1,6}[ \t]+\S|\*\*[^*\n]{1,100}\*\*:?[ \t]*$)/m;
const TABLE = /^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*\|/m;
const TOOL =
  /"(?:tool_calls|function_call|tool_use|toolUse)"\s*:|<(?:tool_call|function_call)\b|"name"\s*:\s*"[^"]+"\s*,\s*"(?:arguments|parameters|input)"\s*:/;
const APOLOGY = /\b(?:sorry|apologi[sz]e|apologies|unfortunately|leider|désolée?|lamento)\b/i;
const LOOKS_JSON = /^\s*(?:```(?:json)?\s*)?(?:\{\s*(?:"|\}|\n)|\[\s*(?:\{|"|\[|\d|\]))/;

/** What exact checks see in one output. */
export interface TextTraits {
  /** A bit for each of TRAITS, in their order. */
  mask: number;
  language: string | null;
  words: number;
  sentences: number;
  numbers: number;
  /** The first words of a refusal, or what is wrong with its JSON; null for neither. */
  cause: string | null;
}

/** @param promptLanguage language of the request, null when it is not clear */
export function textTraits(text: string, promptLanguage: string | null): TextTraits {
  const head = text.slice(0, WINDOW);
  const language = languageOf(text.slice(0, LANGUAGE_WINDOW));
  const refusal = refusalIn(text);
  const json = readJson(text) !== null;
  const broken = !json && LOOKS_JSON.test(text.slice(0, 200)) && /["\]}]/.test(text);
  const found: Partial<Record<Trait, boolean>> = {
    refusal: refusal !== null,
    hedging: HEDGING.test(head),
    list: (head.match(LIST_ITEM)?.length ?? 0) >= 2,
    heading: HEADING.test(head),
    code: head.includes('```'),
    table: head.includes('|') && TABLE.test(head),
    json,
    'json-invalid': broken,
    'tool-call': TOOL.test(head),
    numbers: /\d/.test(head),
    'question-back': /\?[\s"'”’)*_]*$/.test(text.slice(-200)),
    apology: APOLOGY.test(head),
    'other-language': language !== null && promptLanguage !== null && language !== promptLanguage,
    empty: text.trim() === '',
  };
  return {
    mask: TRAITS.reduce((mask, trait, i) => (found[trait] ? mask | (1 << i) : mask), 0),
    language,
    words: count(text, /\S+/g),
    sentences: count(text, /[.!?。！？]+(?=\s|$)/g),
    numbers: count(text, /\d+(?:[.,]\d+)*/g),
    cause: refusal
      ? text
          .slice(refusal.start, Math.max(refusal.end, refusal.start + CAUSE))
          .toLowerCase()
          .replaceAll(/\s+/g, ' ')
      : broken
        ? jsonProblemOf(text)
        : null,
  };
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** The usual ways in which models break JSON. */
function jsonProblemOf(text: string): string {
  const body = text
    .trim()
    .replace(/^```(?:json)?/, '')
    .replace(/```$/, '')
    .trim();
  if (!/[}\]]\s*$/.test(body)) return /[}\]]\s*\n/.test(body) ? 'words after the JSON' : 'JSON cut off';
  if (/,\s*[}\]]/.test(body)) return 'comma before a closing bracket';
  if (/\/\/|\/\*/.test(body)) return 'comments in the JSON';
  if (/'[^']*'\s*:/.test(body)) return 'single quotes';
  return 'other JSON error';
}

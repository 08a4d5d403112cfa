import { LETTERS, type Letter } from '../model/judge';

/** What a judge's answer says. */
export interface ParsedAnswer {
  letter: Letter | null;
  justification: string | null;
}

/** Opening braces tried from the end of an answer: bounds the work on a hostile one. */
const MOST_OBJECTS = 40;

/**
 * Reads a judge's answer: the last JSON object with a verdict, else the last line that holds a verdict and nothing
 * else. A verdict inside a sentence or in quotes is part of the reasons and does not decide (FastChat took the first
 * substring). Text that a model thought aloud before its answer is skipped.
 */
export function parseAnswer(raw: string): ParsedAnswer {
  const whole = readVerdict(parsed(raw));
  if (whole) return whole;
  const thought = raw.lastIndexOf('</think>');
  const answer = thought < 0 ? raw : raw.slice(thought + '</think>'.length);
  return lastObject(answer) ?? lastLine(answer);
}

/** The verdict in an answer that is JSON already; null when it does not follow the schema to the letter. */
export function readVerdict(value: unknown): ParsedAnswer | null {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'verdict')) return null;
  const { verdict, justification } = value as Record<string, unknown>;
  const letter = typeof verdict === 'string' ? asLetter(verdict) : null;
  if (letter === null) return null;
  return { letter, justification: typeof justification === 'string' ? justification : null };
}

/** The object that ends the answer, where it begins a line or follows a colon: one inside a sentence is a quotation. */
function lastObject(answer: string): ParsedAnswer | null {
  const end = answer.lastIndexOf('}');
  if (end < 0 || !/^[\s`.*]*$/.test(answer.slice(end + 1))) return null;
  let start = answer.lastIndexOf('{', end);
  for (let tried = 0; tried < MOST_OBJECTS && start >= 0; tried++) {
    const found = readVerdict(parsed(answer.slice(start, end + 1)));
    if (found) return /(?:^|[\n:`])[ \t]*$/.test(answer.slice(Math.max(0, start - 80), start)) ? found : null;
    start = start === 0 ? -1 : answer.lastIndexOf('{', start - 1);
  }
  return null;
}

const MARKED =
  /^[\s#*_`-]*(?:(?:final|my|the)\s+)*(?:verdict|answer|winner|decision|judge?ment)\s*(?:is)?[*_`\s]*[:=-][\s*_`]*(.{1,24}?)[\s*_`.]*$/i;
const BRACKETS = /^[\s*_`]*\[\[\s*([^[\]]{1,12}?)\s*\]\][\s*_`.]*$/;
const BARE = /^[\s*_`([]*(a|b|tie)[\s*_`.)\]]*$/i;

/** The last line that names a verdict; a bare letter counts only at the very end. */
function lastLine(answer: string): ParsedAnswer {
  const lines = answer.trimEnd().split(/\r?\n/);
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at]!;
    if (line.length > 200) continue;
    const bare = at === lines.length - 1 ? (BRACKETS.exec(line) ?? BARE.exec(line)) : null;
    const said = (MARKED.exec(line) ?? bare)?.[1];
    const letter = said === undefined ? null : asLetter(said.replaceAll(/^\[+|\]+$/g, ''));
    if (letter !== null) {
      const before = lines.slice(0, at).join('\n').trim();
      return { letter, justification: before === '' ? null : before };
    }
  }
  return { letter: null, justification: null };
}

function asLetter(text: string): Letter | null {
  const upper = text
    .trim()
    .toUpperCase()
    .replace(/^RESPONSE\s+/, '');
  return LETTERS.find((letter) => letter === upper) ?? null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

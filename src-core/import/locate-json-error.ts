export interface JsonError {
  /** 1-based position in the text. */
  column: number;
  /** In words, e.g. 'NaN is no JSON value'. */
  cause: string;
  /** The text ends in the middle of a record. */
  truncated: boolean;
}

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

const WORD = /[\w.+-]{1,400}/y;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const MARKS: ReadonlySet<string> = new Set('{}[],:');
const LITERALS: ReadonlySet<string> = new Set(['true', 'false', 'null']);
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ['NaN', 'NaN is no JSON value; write null'],
  ['Infinity', 'Infinity is no JSON value; write null'],
  ['-Infinity', '-Infinity is no JSON value; write null'],
  ['None', 'None is Python, not JSON; write null'],
  ['True', 'True is Python, not JSON; write true'],
  ['False', 'False is Python, not JSON; write false'],
  ['undefined', 'undefined is no JSON value; write null'],
]);
/** What a literal or a number looks like when the text ends inside it. */
const UNFINISHED =
  /^(?:t(?:ru?)?|f(?:a|al|als)?|n(?:ul?)?|Na?|I\w*|-|-?(?:0|[1-9]\d*)(?:\.|(?:\.\d+)?[eE][+-]?))$/;

/** Says where and why a text is no JSON document. `JSON.parse` itself names neither reliably. */
export function locateJsonError(text: string): JsonError {
  const open: string[] = [];
  let expected: Expected = 'value';
  let at = skipSpace(text, 0);
  for (; at < text.length; at = skipSpace(text, at)) {
    const first = text.charAt(at);
    const value: boolean = expected === 'value' || expected === 'value-or-end';
    if (MARKS.has(first)) {
      const next = afterMark(first, expected, open);
      if (next === null) return unexpected(first, at, expected);
      expected = next;
      at++;
    } else if (first === '"') {
      const name: boolean = expected === 'key' || expected === 'key-or-end';
      if (!name && !value) return unexpected('a text', at, expected);
      const end = endOfText(text, at);
      if (end < 0) return brokenText(text, -end);
      expected = name ? 'colon' : afterValue(open);
      at = end;
    } else {
      WORD.lastIndex = at;
      const word = WORD.exec(text)?.[0];
      if (word === undefined || !value) return unexpected(word ?? first, at, expected);
      const fault = faultOfWord(text, at, word);
      if (fault) return fault;
      expected = afterValue(open);
      at += word.length;
    }
  }
  return expected === 'nothing' ? error(0, 'it cannot be parsed') : cutOff(text);
}

/** The index after the closing quote of the text that starts at `at`, or minus the index where it breaks. */
function endOfText(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) return i + 1;
    if (code < 0x20) return -i;
    if (code !== 0x5c) continue;
    const escape = text.charAt(i + 1);
    if (escape === 'u' && /^[0-9a-fA-F]{4}$/.test(text.slice(i + 2, i + 6))) i += 5;
    else if (escape !== '' && '"\\/bfnrt'.includes(escape)) i++;
    else return -i;
  }
  return -text.length;
}

function faultOfWord(text: string, at: number, word: string): JsonError | null {
  if (LITERALS.has(word) || NUMBER.test(word)) return null;
  const foreign = FOREIGN.get(word);
  if (foreign !== undefined) return error(at, foreign);
  if (at + word.length === text.length && UNFINISHED.test(word)) return cutOff(text);
  return error(at, `${clip(word)} is no JSON value`);
}

function afterMark(mark: string, expected: Expected, open: string[]): Expected | null {
  const value: boolean = expected === 'value' || expected === 'value-or-end';
  if (mark === '{' || mark === '[') {
    if (!value) return null;
    open.push(mark);
    return mark === '{' ? 'key-or-end' : 'value-or-end';
  }
  if (mark === ':') return expected === 'colon' ? 'value' : null;
  const inside = open.at(-1);
  if (mark === ',') {
    if (expected !== 'comma-or-end') return null;
    return inside === '{' ? 'key' : 'value';
  }
  const ends = mark === '}' ? '{' : '[';
  if (inside !== ends || !['comma-or-end', 'key-or-end', 'value-or-end'].includes(expected)) return null;
  open.pop();
  return afterValue(open);
}

function afterValue(open: readonly string[]): Expected {
  return open.length === 0 ? 'nothing' : 'comma-or-end';
}

function unexpected(found: string, at: number, expected: Expected): JsonError {
  if (expected === 'nothing') return error(at, 'more text follows after the end of the record');
  if (found === "'") return error(at, 'names and texts need double quotes');
  if (found === '}' && expected === 'key') return error(at, 'a comma stands before the closing brace');
  if (found === ']' && expected === 'value') return error(at, 'a comma stands before the closing bracket');
  const wanted = {
    value: 'a value',
    'value-or-end': 'a value',
    key: 'a name in double quotes',
    'key-or-end': 'a name in double quotes',
    colon: 'a colon',
    'comma-or-end': 'a comma',
  }[expected];
  return error(at, `${wanted} is missing before ${clip(found)}`);
}

function brokenText(text: string, at: number): JsonError {
  const code = text.charCodeAt(at);
  if (at >= text.length) return cutOff(text);
  if (code < 0x20) return error(at, 'a control character inside a text; write it as an escape such as \\n');
  if (/^\\(?:u[0-9a-fA-F]{0,3})?$/.test(text.slice(at, at + 7))) return cutOff(text);
  return error(at, `${clip(text.slice(at, at + 2))} is no escape that JSON knows`);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 0x20 && ' \t\r\n'.includes(text.charAt(at))) at++;
  return at;
}

function cutOff(text: string): JsonError {
  return { column: text.length + 1, cause: 'the text ends in the middle of the record', truncated: true };
}

function error(at: number, cause: string): JsonError {
  return { column: at + 1, cause, truncated: false };
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

import { foldSpelling, expandContraction } from './fold-word';
import { ARTICLES, FUNCTION_WORDS } from './lexicon';
import type { Token } from './token';

/** A token as read, before neighbours are joined (number phrases, dates, set phrases). */
export interface RawToken extends Token {
  /** The text as written. */
  raw: string;
  /** A sentence, line or list member begins here. */
  starts: boolean;
  listItem: boolean;
  /** Inside a code fence. */
  fenced: boolean;
  /** Stands right behind the token before, without a blank. */
  glued: boolean;
}

/** Line start: quote marks, heading, list marker, check box. Each part is bounded by a mark of its own. */
const LINE_START =
  /[ \t]*(?:>[ \t]*)*(#{1,6}[ \t]+)?((?:[-*+•◦▪–—]|\*{0,2}\d{1,3}[.)]\*{0,2}|\(\d{1,2}\)|[a-hA-H]\))[ \t]+)?(?:\[[ xX]\][ \t]+)?/y;
/** One alternative per kind; none can match another's start in two ways, so reading is linear. */
const TOKEN = new RegExp(
  [
    '(\\n)',
    '(```|~~~)',
    '(`+)',
    '(https?://[^\\s)\\]>"]+)',
    '(\\d{4}-\\d\\d?-\\d\\d?(?!\\d)|\\d{1,2}:\\d\\d(?::\\d\\d)?(?!\\d))',
    "(\\d{1,3}(?:[,\\u00a0\\u202f\\u2009 '’]\\d{3})+(?!\\d)(?:\\.\\d+)?|\\d+(?:\\.\\d+)*|\\.\\d+)",
    '([\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}])',
    "([\\p{L}_][\\p{L}\\p{M}\\p{N}_]*(?:['’ʼ‘.][\\p{L}_][\\p{L}\\p{M}\\p{N}_]*)*)",
    '([.?!…。！？]+)',
    '([,;/&|、，；]|:(?!=))',
    '([€£¥₹₩₿¢]|\\$(?=\\s?\\d)|°[cCfF]?|%)',
    '(===|!==|==|!=|<=|>=|=>|->|&&|\\+\\+|\\+=|-=|\\*=|:=|\\*\\*|--|<<|>>|[+*=<>^~×÷±≤≥≠≈√∞−-])',
  ].join('|'),
  'gu',
);

const OPERATORS = new Map([
  ['×', '*'],
  ['÷', '/'],
  ['−', '-'],
  ['≤', '<='],
  ['≥', '>='],
  ['≠', '!='],
]);
const ABBREVIATION =
  /(?:^|[^\p{L}])(?:mr|mrs|ms|dr|prof|st|vs|no|fig|eq|approx|etc|e\.g|i\.e|al|inc|ltd|jr|sr|[a-z])$/iu;

/**
 * Reads a text into raw tokens; one pass, linear in its length.
 * @param breaks offsets, ascending, where a new sentence begins whatever the text says
 */
export function lex(text: string, breaks: readonly number[] = []): RawToken[] {
  const tokens: RawToken[] = [];
  let fenced = false;
  let inline = false;
  let starts = true;
  let listItem = false;
  let heading = false;
  let previousEnd = -1;
  let nextBreak = 0;

  const openLine = (at: number): number => {
    LINE_START.lastIndex = at;
    const found = LINE_START.exec(text);
    if (found === null) return at;
    heading = found[1] !== undefined;
    const marked = found[2] !== undefined;
    if (at === 0 || marked || heading || found[0].includes('>')) starts = true;
    else if (endsLine(text, at - 1, at + found[0].length)) starts = true;
    if (starts) listItem = marked;
    return at + found[0].length;
  };
  const put = (token: Partial<Token> & Pick<Token, 'kind' | 'form' | 'start' | 'end'>): void => {
    while (nextBreak < breaks.length && token.start >= (breaks[nextBreak] ?? 0)) {
      nextBreak++;
      starts = true;
    }
    tokens.push({
      kind: token.kind,
      form: token.form,
      start: token.start,
      end: token.end,
      name: token.name ?? false,
      weight: token.weight ?? 1,
      raw: text.slice(token.start, token.end),
      starts,
      listItem,
      fenced,
      glued: token.start === previousEnd,
    });
    starts = false;
    previousEnd = token.end;
  };

  TOKEN.lastIndex = openLine(0);
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const start = match.index;
    const end = TOKEN.lastIndex;
    const piece = match[0];
    if (match[1] !== undefined) {
      inline = false;
      if (heading || fenced || text.charCodeAt(end) === 10) starts = true;
      if (fenced) continue;
      TOKEN.lastIndex = openLine(end);
    } else if (match[2] !== undefined) {
      fenced = !fenced;
      starts = true;
      // The language named behind the opening fence is decoration.
      if (fenced) TOKEN.lastIndex = endOfWord(text, end);
    } else if (match[3] !== undefined) {
      inline = !inline;
    } else if (match[4] !== undefined) {
      put({ kind: 'code', form: piece.replace(/[.,;:!?/]+$/, ''), start, end });
    } else if (match[5] !== undefined) {
      put({ kind: 'date', form: dateForm(piece), start, end });
    } else if (match[6] !== undefined) {
      put({ kind: 'number', form: numberForm(piece), start, end });
    } else if (match[7] !== undefined) {
      put({ kind: 'word', form: piece, start, end, weight: 0.5 });
    } else if (match[8] !== undefined) {
      const named = !starts && isCapital(piece);
      const word = readWord(piece, fenced ? 'fenced' : inline ? 'inline' : 'prose');
      for (const form of word.forms) {
        put({
          kind: word.kind,
          form,
          start,
          end,
          name: named && !FUNCTION_WORDS.has(form),
          weight: weightOf(form),
        });
      }
    } else if (match[9] !== undefined) {
      if (!fenced && endsSentence(text, start, end)) starts = true;
    } else if (match[10] !== undefined) {
      if (piece === '&' && !fenced) put({ kind: 'word', form: 'and', start, end, weight: 0.2 });
      else if (piece === '/' && isArithmetic(text, start, end))
        put({ kind: 'operator', form: '/', start, end, weight: 0.3 });
      else if (piece === '|' && fenced) put({ kind: 'operator', form: piece, start, end, weight: 0.3 });
      else put({ kind: 'comma', form: ',', start, end, weight: 0 });
    } else if (match[11] !== undefined) {
      put({
        kind: piece === '%' && fenced ? 'operator' : 'word',
        form: piece.toLowerCase(),
        start,
        end,
        weight: 0.5,
      });
    } else {
      const form = OPERATORS.get(piece) ?? piece;
      const code = fenced;
      const loose = form === '*' || form === '-' || form === '**' || form === '--' || form === '~';
      if (form === '**' && !code) continue;
      if (
        code ||
        (loose ? isArithmetic(text, start, end) : !/[<>]/.test(form) || isArithmetic(text, start, end))
      ) {
        put({ kind: 'operator', form, start, end, weight: 0.3 });
      }
    }
  }
  return tokens;
}

function endOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[\w+#.-]/.test(text.charAt(at))) at++;
  return text.charCodeAt(at) === 10 || at === text.length ? at : from;
}

/** Whether a mark stands between operands: digits, brackets or single letters, with blanks on both sides or none. */
function isArithmetic(text: string, start: number, end: number): boolean {
  const before = text.charCodeAt(start - 1);
  const after = text.charCodeAt(end);
  const [blankBefore, blankAfter] = [before === 32 || before === 10, after === 32 || after === 10];
  if (blankBefore && !blankAfter) return text.charAt(start) === '-' && isDigit(after);
  if (blankBefore !== blankAfter) return false;
  const left = text.charCodeAt(blankBefore ? start - 2 : start - 1);
  const right = text.charCodeAt(blankAfter ? end + 1 : end);
  const leftOperand =
    isDigit(left) || left === 41 || left === 93 || (blankBefore && isLoneLetter(text, start - 2));
  const rightOperand =
    isDigit(right) ||
    right === 40 ||
    right === 36 ||
    right === 91 ||
    isLoneLetter(text, end + (blankAfter ? 1 : 0));
  return leftOperand && rightOperand;
}

/** Lines that end before this are no wrapped ones. */
const SHORTEST_WRAPPED = 45;

/** Whether a line is complete: closed by a mark, or followed by a capital, or short and not followed by a small letter. */
function endsLine(text: string, feed: number, next: number): boolean {
  if (isUpper(text, next)) return true;
  let last = feed - 1;
  while (last >= 0 && text.charCodeAt(last) === 32) last--;
  if (last < 0 || '.?!:;|'.includes(text.charAt(last))) return true;
  const code = text.charCodeAt(next);
  if (code >= 97 && code <= 122) return false;
  return text.lastIndexOf('\n', feed - 1) > feed - SHORTEST_WRAPPED || feed < SHORTEST_WRAPPED;
}

function isUpper(text: string, at: number): boolean {
  const letter = text.charAt(at);
  return letter !== letter.toLowerCase();
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function isLoneLetter(text: string, at: number): boolean {
  return (
    isLetter(text.charCodeAt(at)) && !isLetter(text.charCodeAt(at - 1)) && !isLetter(text.charCodeAt(at + 1))
  );
}

function isCapital(word: string): boolean {
  const first = word.charAt(0);
  return first !== first.toLowerCase();
}

function endsSentence(text: string, start: number, end: number): boolean {
  const next = text.charAt(end);
  if (/[。！？]/.test(text.charAt(start))) return true;
  if (next !== '' && !/[\s"'”’)\]*_`]/.test(next)) return false;
  if (text.charAt(start) !== '.' || end - start > 1) return true;
  return !ABBREVIATION.test(text.slice(Math.max(0, start - 7), start));
}

function dateForm(piece: string): string {
  return piece.includes(':')
    ? piece.replace(/^0/, '')
    : piece
        .split('-')
        .map((part) => part.padStart(2, '0'))
        .join('-');
}

/** 1,000 = 1000 = 1 000; 3.0 = 3; 1.2.3 stays as it is. */
function numberForm(piece: string): string {
  const plain = piece.replace(/[,\u00a0\u202f\u2009 '’]/g, '');
  if (plain.indexOf('.') !== plain.lastIndexOf('.')) return plain;
  return plain.length > 15 ? plain : String(Number(plain));
}

interface ReadWord {
  kind: 'word' | 'code';
  forms: readonly string[];
}

const MEMO_LIMIT = 50_000;
const memo = new Map<string, ReadWord>();

type Setting = 'fenced' | 'inline' | 'prose';

/** Forms of a word; kept for the next time, because the same words make up most of every text. */
function readWord(raw: string, setting: Setting): ReadWord {
  const key = setting === 'prose' ? raw : `${setting} ${raw}`;
  const known = memo.get(key);
  if (known !== undefined) return known;
  if (memo.size >= MEMO_LIMIT) memo.clear();
  const read = makeWord(raw, setting);
  memo.set(key, read);
  return read;
}

function makeWord(raw: string, setting: Setting): ReadWord {
  const word = raw.normalize('NFKC').replace(/[’ʼ‘]/g, "'");
  const bare = trimmed(word);
  const plain = /^[\p{L}\p{M}']+$/u.test(bare);
  if (/^(?:\p{L}\.)+\p{L}$/u.test(bare))
    return { kind: 'word', forms: [bare.toLowerCase().replaceAll('.', '')] };
  if (!plain && /[_.]/.test(bare)) return { kind: 'code', forms: [bare] };
  if (/\p{Ll}\p{Lu}/u.test(bare)) return { kind: 'code', forms: [bare] };
  if (setting === 'fenced' && !/^\p{Lu}?\p{Ll}*$/u.test(bare)) return { kind: 'code', forms: [bare] };
  const forms = expandContraction(bare.toLowerCase()).map(foldSpelling);
  return { kind: setting === 'prose' ? 'word' : 'code', forms };
}

/** The word without the underscores of Markdown emphasis around it. */
function trimmed(word: string): string {
  let [start, end] = [0, word.length];
  while (start < end && word.charCodeAt(start) === 95) start++;
  while (end > start && word.charCodeAt(end - 1) === 95) end--;
  return start === end ? word : word.slice(start, end);
}

function weightOf(form: string): number {
  if (ARTICLES.has(form)) return 0;
  return FUNCTION_WORDS.has(form) ? 0.2 : 1;
}

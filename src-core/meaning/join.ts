import { lex, type RawToken } from './lex';
import { CALENDAR, CURRENCIES, PHRASES, SHORT_UNITS, UNITS } from './lexicon';
import { NUMBER_WORDS, ORDINAL_WORDS, SCALES, sumNumberWords } from './number-words';

/** Reads a text into tokens with what belongs together joined: number phrases, dates, amounts, set phrases. */
export function joinedTokens(text: string, breaks: readonly number[] = []): RawToken[] {
  const raw = lex(text, breaks);
  const tokens: RawToken[] = [];
  let at = 0;
  while (at < raw.length) {
    const used =
      joinPhrase(raw, at, tokens) ||
      joinAmount(raw, at, tokens) ||
      joinDate(raw, at, tokens) ||
      joinNumber(raw, at, tokens) ||
      joinUnit(raw, at, tokens);
    if (used > 0) {
      at += used;
    } else {
      const token = raw[at];
      if (token !== undefined) tokens.push(token);
      at++;
    }
  }
  return tokens;
}

type Join = (raw: readonly RawToken[], at: number, tokens: RawToken[]) => number;

/** One token over `count` raw tokens. */
function span(raw: readonly RawToken[], at: number, count: number): RawToken {
  const first = raw[at] as RawToken;
  return { ...first, end: (raw[at + count - 1] as RawToken).end, name: false };
}

/** The token at a place when no sentence begins there. */
function within(raw: readonly RawToken[], at: number): RawToken | undefined {
  const token = raw[at];
  return token === undefined || token.starts ? undefined : token;
}

const joinPhrase: Join = (raw, at, tokens) => {
  const head = raw[at];
  if (head === undefined || head.kind !== 'word') return 0;
  for (const [words, form] of PHRASES.get(head.form) ?? []) {
    let matched = 1;
    while (matched < words.length && within(raw, at + matched)?.form === words[matched]) matched++;
    if (matched < words.length) continue;
    tokens.push({ ...span(raw, at, matched), form, weight: 0.2 });
    return matched;
  }
  return 0;
};

/** "$5" reads as "5 usd", so that it equals "5 dollars". */
const joinAmount: Join = (raw, at, tokens) => {
  const sign = raw[at];
  if (sign === undefined) return 0;
  const currency = sign.kind === 'word' ? CURRENCIES.get(sign.form) : undefined;
  if (currency === undefined) return 0;
  const token: RawToken = { ...sign, kind: 'currency', form: currency, name: false };
  const written = within(raw, at + 1);
  const isSign = !/\p{L}/u.test(sign.form) || sign.raw === sign.raw.toUpperCase();
  if (!isSign || written?.kind !== 'number') {
    tokens.push(token);
    return 1;
  }
  const used = joinNumber(raw, at + 1, tokens);
  const number = tokens.at(-1);
  if (number !== undefined) number.starts = sign.starts;
  tokens.push({ ...token, starts: false });
  return used + 1;
};

const YEAR_BEFORE = new Set(
  'in since by from until till to of during year after before and early late mid circa around'.split(' '),
);

const joinDate: Join = (raw, at, tokens) => {
  const token = raw[at];
  if (token === undefined) return 0;
  const next = within(raw, at + 1);
  if ((token.kind === 'date' || token.kind === 'number') && (next?.form === 'am' || next?.form === 'pm')) {
    if (token.kind === 'date' || Number(token.form) <= 12) {
      tokens.push({ ...span(raw, at, 2), kind: 'date', form: clock(token.form, next.form === 'pm') });
      return 2;
    }
  }
  const month = monthOf(token);
  if (month !== undefined) return pushDate(raw, at, tokens, { month, dayBefore: null, used: 1 });
  if (token.kind !== 'number') return 0;
  const day = dayOf(token, next);
  if (day !== null) {
    let ahead = at + (isOrdinalEnd(next) ? 2 : 1);
    if (within(raw, ahead)?.form === 'of') ahead++;
    const named = within(raw, ahead);
    const after = named === undefined ? undefined : monthOf(named);
    if (after !== undefined && /^\d/.test(after)) {
      return pushDate(raw, at, tokens, { month: after, dayBefore: day, used: ahead - at + 1 });
    }
  }
  const isYear = /^(?:1[5-9]|20)\d\d$/.test(token.raw) && YEAR_BEFORE.has(tokens.at(-1)?.form ?? '');
  if (!isYear || token.fenced || next?.kind === 'operator' || isUnit(next)) return 0;
  tokens.push({ ...token, kind: 'date' });
  return 1;
};

function pushDate(
  raw: readonly RawToken[],
  at: number,
  tokens: RawToken[],
  found: { month: string; dayBefore: string | null; used: number },
): number {
  let used = found.used;
  let day = found.dayBefore;
  let year = '';
  if (/^\d/.test(found.month)) {
    const next = within(raw, at + used);
    if (day === null && next !== undefined) {
      day = dayOf(next, within(raw, at + used + 1));
      if (day !== null) used += isOrdinalEnd(within(raw, at + used + 1)) ? 2 : 1;
    }
    const skip = within(raw, at + used)?.kind === 'comma' ? 1 : 0;
    const last = within(raw, at + used + skip);
    if (last?.kind === 'number' && /^[12]\d{3}$/.test(last.raw)) {
      year = last.form;
      used += skip + 1;
    }
  }
  const form = [year, found.month, day ?? ''].filter((part) => part !== '').join('-');
  tokens.push({ ...span(raw, at, used), kind: 'date', form });
  return used;
}

function monthOf(token: RawToken): string | undefined {
  if (token.kind !== 'word') return undefined;
  const found = CALENDAR.get(token.form);
  if (found === undefined) return undefined;
  const first = token.raw.charAt(0);
  const doubtful =
    token.form === 'may' || token.form === 'march' || token.form === 'mar' || token.form.length === 3;
  if (doubtful && (first === first.toLowerCase() || token.starts)) return undefined;
  return found;
}

function isOrdinalEnd(token: RawToken | undefined): boolean {
  return token !== undefined && token.glued && /^(?:st|nd|rd|th)$/.test(token.form);
}

function dayOf(token: RawToken, next: RawToken | undefined): string | null {
  if (token.kind !== 'number' || !/^\d\d?$/.test(token.raw) || Number(token.form) > 31) return null;
  return next?.form === '%' ? null : token.form.padStart(2, '0');
}

function clock(form: string, afternoon: boolean): string {
  const [hour = '0', minute = '00'] = form.split(':');
  return `${(Number(hour) % 12) + (afternoon ? 12 : 0)}:${minute}`;
}

/** Words in the longest number phrase that is read as one number. */
const LONGEST_NUMBER = 12;

const joinNumber: Join = (raw, at, tokens) => {
  const token = raw[at];
  if (token === undefined) return 0;
  if (token.kind === 'number') {
    const next = within(raw, at + 1);
    const scale = next === undefined ? undefined : SCALES.get(next.form);
    if (scale !== undefined) {
      tokens.push({ ...span(raw, at, 2), form: String(Number(token.form) * scale) });
      return 2;
    }
    if (next?.glued === true && next.form === 'k' && !token.fenced) {
      tokens.push({ ...span(raw, at, 2), form: String(Number(token.form) * 1000) });
      return 2;
    }
    if (isOrdinalEnd(next)) {
      tokens.push({ ...span(raw, at, 2), form: `${token.form}th`, weight: 0.5 });
      return 2;
    }
    tokens.push({ ...token });
    return 1;
  }
  if (token.kind !== 'word') return 0;
  const rank = ORDINAL_WORDS.get(token.form);
  if (rank !== undefined) {
    const unit = token.form === 'second' && tokens.at(-1)?.kind === 'number' && !token.starts;
    if (!unit) tokens.push({ ...token, kind: 'number', form: `${rank}th`, weight: 0.2, name: false });
    return unit ? 0 : 1;
  }
  if (!NUMBER_WORDS.has(token.form)) return 0;
  let used = 1;
  const words = [token.form];
  for (
    let next = within(raw, at + used);
    next !== undefined && words.length < LONGEST_NUMBER;
    next = within(raw, at + used)
  ) {
    const after = next.form === 'and' ? within(raw, at + used + 1) : next;
    if (after === undefined || !(NUMBER_WORDS.has(after.form) || SCALES.has(after.form))) break;
    if (next.form === 'and' && !SCALES.has(words.at(-1) ?? '')) break;
    if (sumNumberWords([...words, after.form]) === null) break;
    words.push(after.form);
    used += next === after ? 1 : 2;
  }
  if (used === 1 && token.form === 'one') return 0;
  tokens.push({ ...span(raw, at, used), kind: 'number', form: String(sumNumberWords(words)) });
  return used;
};

const joinUnit: Join = (raw, at, tokens) => {
  const token = raw[at];
  if (token === undefined || token.fenced || token.kind !== 'word') return 0;
  const last = tokens.at(-1);
  const counted = !token.starts && (last?.kind === 'number' || last?.form === 'per');
  const form = token.form === '%' ? 'percent' : unitForm(token, counted);
  if (form === undefined) return 0;
  tokens.push({ ...token, kind: 'unit', form, name: false, weight: 0.5 });
  return 1;
};

function unitForm(token: RawToken, counted: boolean): string | undefined {
  if (token.form === '°') return 'degree';
  if (counted)
    return (
      UNITS.get(token.form) ??
      (token.raw.length === 1 ? SHORT_UNITS.get(token.form) : undefined) ??
      pound(token)
    );
  return token.form.length > 3 && token.form !== 'second' ? UNITS.get(token.form) : undefined;
}

function pound(token: RawToken): string | undefined {
  return token.form === 'pound' || token.form === 'pounds' ? 'pound' : undefined;
}

function isUnit(token: RawToken | undefined): boolean {
  return token !== undefined && (UNITS.has(token.form) || token.form === '%' || CURRENCIES.has(token.form));
}

import { ANTONYMS } from './antonyms';
import { foldSpelling } from './fold-word';
import { DIRECTIONS } from './lexicon';

const PREFIXES = ['un', 'in', 'im', 'ir', 'il', 'dis', 'non', 'de', 'anti', 'mis'];
/** Words that only look like the negated form of another. */
const FALSE_FRIENDS = new Set(
  `invaluable inflammable incense intent intents intend impress impart import insure ensure inform income input intern
  intense intension invent invest inside inland infer infers infuse indent indeed indebted insight install instance
  inter interest internet until under unit unite discover display dispose distance district discuss dispatch
  disease discharge discard demand depart depend defend define deliver design detail desire deserve demean impose
  improve implant implicate imprint impact delight desist deport despite decide inspire increase incline dismay
  misuse deface delay debate decline degrade derive describe deprive inclose invoice inset inward inwards inhabit
  inborn inbred illuminate ingrain`.split(/\s+/),
);

const FOLDED: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [...ANTONYMS].map(([word, opposites]) => [foldSpelling(word), new Set([...opposites].map(foldSpelling))]),
);

const MEMO_LIMIT = 50_000;
const memo = new Map<string, readonly string[]>();

/** Likely base forms of an inflected word, itself first: stopped → stopped, stopp, stoppe, stop. */
function baseForms(word: string): readonly string[] {
  const known = memo.get(word);
  if (known !== undefined) return known;
  if (memo.size >= MEMO_LIMIT) memo.clear();
  const bases = [...new Set(listBases(word))];
  memo.set(word, bases);
  return bases;
}

const IRREGULAR = new Map(
  `rose rise,risen rise,fell fall,fallen fall,won win,lost lose,bought buy,sold sell,began begin,begun begin,sent send,
  gave give,given give,took take,taken take,came come,went go,gone go,left leave,kept keep,found find,hid hide,
  hidden hide,forgot forget,forgotten forget,grew grow,grown grow,shrank shrink,shrunk shrink,lent lend,wrote write,
  written write,broke break,broken break,built build,forbade forbid,forbidden forbid,worse bad,worst bad,better good,
  best good,shown show,denied deny,men man,women woman,children child`
    .split(',')
    .map((pair) => pair.trim().split(' ') as [string, string]),
);

function listBases(word: string): string[] {
  const bases = [word];
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) bases.push(irregular);
  for (const ending of ['s', 'es', 'ed', 'd', 'ing', 'er', 'est', 'ly', 'r', 'st']) {
    if (!word.endsWith(ending) || word.length - ending.length < 3) continue;
    const stem = word.slice(0, -ending.length);
    bases.push(stem, `${stem}e`);
    if (stem.endsWith('i')) bases.push(`${stem.slice(0, -1)}y`);
    if (stem.at(-1) === stem.at(-2)) bases.push(stem.slice(0, -1));
  }
  return bases;
}

/** Whether two words turn a direction or a comparison round (more and less, before and after). */
export function areTurned(a: string, b: string): boolean {
  return DIRECTIONS.get(a)?.has(b) === true;
}

/** Whether two words, in whatever inflection, are opposites: listed ones, or one is the other with un-, in-, dis-, -less. */
export function areOpposites(a: string, b: string): boolean {
  if (isNegatedForm(a, b) || isNegatedForm(b, a)) return true;
  const bases = baseForms(b);
  for (const base of baseForms(a)) {
    const opposites = FOLDED.get(base);
    if (opposites !== undefined && bases.some((other) => opposites.has(other))) return true;
  }
  return false;
}

/** Whether the first word is the second with a negating prefix or with -less for -ful. */
function isNegatedForm(negated: string, word: string): boolean {
  if (negated.endsWith('less') && word.length > 4) {
    const stem = negated.slice(0, -4);
    if (stem.length > 2 && word === `${stem}ful`) return true;
  }
  if (word.length < 4 || negated.length <= word.length || FALSE_FRIENDS.has(negated)) return false;
  const prefix = PREFIXES.find(
    (candidate) => negated.startsWith(candidate) && negated.length - candidate.length >= 3,
  );
  if (prefix === undefined) return false;
  const rest = negated.slice(prefix.length);
  if (rest === word) return true;
  const [restBases, bases] = [baseForms(rest), baseForms(word)];
  return rest.length > 4 && restBases.some((base) => base.length > 3 && bases.includes(base));
}

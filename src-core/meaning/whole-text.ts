import type { FlagList, Place } from './flag-list';

/** Refusals stand at the start; later ones are part of an answer. */
const REFUSAL_WINDOW = 400;
const REFUSAL =
  /\b(?:i|we)(?:'m| am|'re| are)? (?:(?:really |very |so )?sorry,? but|(?:really |very )?sorry,? (?:i|we) (?:can ?not|can't|am unable|am not able)|(?:can ?not|can't|could not|couldn't|will not|won't|am unable to|'m unable to|am not able to|'m not able to|are unable to|unable to|not able to|must decline to|have to decline|decline to|refuse to) (?:help|assist|provide|answer|comply|fulfil|fulfill|create|generate|write|do (?:that|this)|support|engage|discuss|give|offer|share|complete|respond|continue|participate|process that|process this))|\bas an? (?:ai|artificial intelligence)(?: language)?(?: model| assistant)?,? i (?:can ?not|can't|do not|don't|am not|am unable)|\b(?:against|violates?) (?:my|our|the) (?:guidelines|policy|policies|programming)|\bi must (?:decline|refuse)|\bi(?:'d| would) rather not\b/i;

/** One arm refuses at its start, the other does not. */
export function checkRefusal(prod: string, shadow: string, flags: FlagList): void {
  const [one, other] = [refusalIn(prod), refusalIn(shadow)];
  if ((one === null) !== (other === null)) flags.add('refusal', one, other);
}

/** Where a text refuses to answer, at its start; null when it does not. */
export function refusalIn(text: string): Place | null {
  const head = text.slice(0, REFUSAL_WINDOW).replace(/[’‘]/g, "'");
  const found = REFUSAL.exec(head);
  return found === null ? null : { start: found.index, end: found.index + found[0].length };
}

const LANGUAGE_WINDOW = 1000;
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['latin', /\p{Script=Latin}/gu],
  ['cyrillic', /\p{Script=Cyrillic}/gu],
  ['greek', /\p{Script=Greek}/gu],
  ['arabic', /\p{Script=Arabic}/gu],
  ['hebrew', /\p{Script=Hebrew}/gu],
  ['devanagari', /\p{Script=Devanagari}/gu],
  ['thai', /\p{Script=Thai}/gu],
  ['hangul', /\p{Script=Hangul}/gu],
  ['kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['han', /\p{Script=Han}/gu],
];
/** Frequent short words that tell languages in Latin script apart. */
const TELLING: readonly (readonly [string, ReadonlySet<string>])[] = (
  [
    ['en', 'the and of to is in that it for was with you are this not have be on as by from or which'],
    [
      'de',
      'der die das und ist nicht ein eine zu mit auf für sie den dem des von ich es wird sind auch im oder wir',
    ],
    [
      'fr',
      'le la les et est des une du pas pour que dans qui vous sur avec ce il au sont nous ou être cette',
    ],
    ['es', 'el la los las y es de que en un una por con para no se del al su más como pero está son lo'],
    ['it', 'il lo la gli e è di che un una per con non si del della sono come più anche nel alla questo dei'],
    ['pt', 'o a os as e é de que em um uma por com para não se do da no na mais como mas são ao dos'],
    ['nl', 'de het een en is van niet dat op te zijn met voor ik je hij aan er ook maar om als wordt bij'],
    ['pl', 'i w nie na się że z do to jest jak o co ale za od po przez tak być są może'],
    ['sv', 'och att det som en är på för med av inte den till ett om har jag så kan från'],
    ['tr', 've bir bu için ile da de çok olarak gibi daha ne ama olan sonra kadar her'],
  ] as const
).map(([language, words]) => [language, new Set(words.split(' '))]);

/** The arms answer in different scripts or, in Latin script, clearly in different languages. */
export function checkLanguage(prod: string, shadow: string, flags: FlagList): void {
  const [one, other] = [prod.slice(0, LANGUAGE_WINDOW), shadow.slice(0, LANGUAGE_WINDOW)];
  const [a, b] = [languageOf(one), languageOf(other)];
  if (a === null || b === null || a === b) return;
  flags.add('language', { start: 0, end: firstLine(one) }, { start: 0, end: firstLine(other) });
}

function firstLine(text: string): number {
  const end = text.indexOf('\n');
  return end < 1 ? Math.min(text.length, 200) : Math.min(end, 200);
}

/** Language of a text in Latin script (ISO 639-1), or its script; null when that is not clear. */
export function languageOf(text: string): string | null {
  const script = /^[\0-\x7f]*$/.test(text) ? 'latin' : scriptOf(text);
  return script === 'latin' ? latinLanguage(text) : script;
}

function scriptOf(text: string): string | null {
  let best: string | null = null;
  let most = 4;
  for (const [name, letters] of SCRIPTS) {
    // Ideographs say a word where other scripts say a letter.
    const count = (text.match(letters)?.length ?? 0) * (name === 'han' || name === 'kana' ? 3 : 1);
    if (count > most) [best, most] = [name, count];
  }
  return best;
}

const LANGUAGES_OF: ReadonlyMap<string, readonly number[]> = indexTelling();

function indexTelling(): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [index, [, words]] of TELLING.entries()) {
    for (const word of words) found.set(word, [...(found.get(word) ?? []), index]);
  }
  return found;
}

/** The language with the most telling words, when they are frequent and clearly more than any other's. */
function latinLanguage(text: string): string | null {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (words.length < 4) return null;
  const counts = TELLING.map(() => 0);
  for (const word of words) {
    for (const index of LANGUAGES_OF.get(word) ?? []) counts[index] = (counts[index] ?? 0) + 1;
  }
  const most = Math.max(...counts);
  const best = counts.indexOf(most);
  const next = Math.max(...counts.filter((_, index) => index !== best));
  const clear = most >= 2 && most >= words.length * 0.12 && most >= next * 1.3;
  return clear ? (TELLING[best]?.[0] ?? null) : null;
}

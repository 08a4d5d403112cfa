import type { MeaningComparison } from '../model/meaning';
import { alignSentences } from './align';
import { checkGroup } from './check-group';
import { cutEqual, WHOLE_LIMIT, type Remainder } from './cut-equal';
import { FlagList } from './flag-list';
import { checkJson, equalJson, memberBreaks, readJson, type JsonOutput } from './json';
import { splitSentences } from './sentences';
import type { Sentence, Token } from './token';
import { checkLanguage, checkRefusal } from './whole-text';

/** Below this share of equal weight hardly anything is aligned. */
const LOW_OVERLAP = 0.25;
/** A similarity from here on says that texts of other words are about the same. */
const ALIKE_SIMILARITY = 0.6;
/** Lightest sentence whose loss is worth a flag. */
const LEAST_WEIGHT = 1;

/**
 * Compares what two outputs say, by exact checks on aligned sentences. What leaves the meaning alone is normalised
 * first: Unicode form, blanks, quotes and dashes, Markdown, contractions, British and American spelling, number formats,
 * the order of lists, courtesies.
 *
 * - `same`: the normalised texts are equal (JSON: equal whatever the order of keys).
 * - `changed`: at least one check found a sign of another meaning, and the texts are alike.
 * - `reworded`: no check found one, and the texts are alike.
 * - `different`: less than a quarter of the words has a counterpart, and the similarity, if measured, is below 0.6.
 *
 * Time is linear in the length of the texts: beyond 40 000 UTF-16 units what both hold is taken away first, and at most
 * 24 000 units a side of the rest are checked; the rest of that counts as left out or added.
 * @param similarity cosine of the outputs' embeddings, null where not measured
 */
export function compareMeaning(prod: string, shadow: string, similarity: number | null): MeaningComparison {
  if (prod === shadow) return { class: 'same', flags: [] };
  const json = { prod: readJson(prod), shadow: readJson(shadow) };
  if (json.prod !== null && json.shadow !== null && equalJson(json.prod.value, json.shadow.value)) {
    return { class: 'same', flags: [] };
  }
  const flags = new FlagList(prod, shadow);
  checkRefusal(prod, shadow, flags);
  checkLanguage(prod, shadow, flags);
  checkJson(json, { prod, shadow }, flags);

  const long = prod.length > WHOLE_LIMIT || shadow.length > WHOLE_LIMIT;
  const cut = long ? cutEqual(prod, shadow) : null;
  const allProd = cut === null ? sentencesOf(prod, json.prod) : readPieces(prod, cut.prod);
  const allShadow = cut === null ? sentencesOf(shadow, json.shadow) : readPieces(shadow, cut.shadow);
  const [a, b] = [allProd.filter(isSaid), allShadow.filter(isSaid)];
  const courtesies = alignSentences(allProd.filter(isCourtesy), allShadow.filter(isCourtesy)).groups;
  for (const group of courtesies) checkGroup(group, flags);
  if (flags.all().length === 0 && isSameOrder(a, b) && !leavesUnread(cut))
    return { class: 'same', flags: [] };

  const alignment = alignSentences(a, b);
  const overlap = cut === null ? alignment.overlap : overlapOfLong(cut, alignment.overlap);
  const alike = overlap >= LOW_OVERLAP || (similarity !== null && similarity >= ALIKE_SIMILARITY);
  if (!alike) return { class: 'different', flags: flags.all() };

  for (const group of alignment.groups) checkGroup(group, flags);
  for (const sentence of alignment.prodOnly)
    if (isWorthy(sentence)) flags.add('sentence-dropped', sentence, null);
  for (const sentence of alignment.shadowOnly)
    if (isWorthy(sentence)) flags.add('sentence-added', null, sentence);
  if (cut !== null) {
    for (const place of cut.prod.unread) flags.add('sentence-dropped', place, null);
    for (const place of cut.shadow.unread) flags.add('sentence-added', null, place);
  }
  const found = flags.all();
  return { class: found.length > 0 ? 'changed' : 'reworded', flags: found };
}

function sentencesOf(text: string, json: JsonOutput | null): Sentence[] {
  const breaks = json === null ? [] : memberBreaks(text, json);
  return splitSentences(text, breaks);
}

function readPieces(text: string, { pieces }: Remainder): Sentence[] {
  return pieces.flatMap(({ start, end }) =>
    splitSentences(text.slice(start, end)).map((sentence) => shift(sentence, start)),
  );
}

function shift(sentence: Sentence, by: number): Sentence {
  const tokens = sentence.tokens.map((token): Token => ({
    ...token,
    start: token.start + by,
    end: token.end + by,
  }));
  return { ...sentence, tokens, start: sentence.start + by, end: sentence.end + by, courtesy: false };
}

function leavesUnread(cut: ReturnType<typeof cutEqual> | null): boolean {
  return cut !== null && cut.prod.unread.length + cut.shadow.unread.length > 0;
}

/** Whether both say the same sentences: list members in any order, all others in the same one. */
function isSameOrder(prod: readonly Sentence[], shadow: readonly Sentence[]): boolean {
  if (prod.length !== shadow.length) return false;
  const keys = (sentences: readonly Sentence[], listed: boolean): string[] =>
    sentences.filter((sentence) => sentence.listItem === listed).map(({ key }) => key);
  const [a, b] = [prod.map(({ key }) => key), shadow.map(({ key }) => key)];
  if (a.every((key, index) => key === b[index])) return true;
  const listed = (sentences: readonly Sentence[]): string => keys(sentences, true).toSorted().join('\n');
  return listed(prod) === listed(shadow) && keys(prod, false).join('\n') === keys(shadow, false).join('\n');
}

/** Share of equal length in long texts, with what was aligned of the rest. */
function overlapOfLong(cut: ReturnType<typeof cutEqual>, overlap: number): number {
  const sum = (places: readonly { start: number; end: number }[]): number =>
    places.reduce((total, { start, end }) => total + end - start, 0);
  const equal = cut.prod.equalLength + cut.shadow.equalLength;
  const read = sum(cut.prod.pieces) + sum(cut.shadow.pieces);
  const unread = sum(cut.prod.unread) + sum(cut.shadow.unread);
  const total = equal + read + unread;
  return total === 0 ? 1 : (equal + overlap * read) / total;
}

function isCourtesy({ courtesy }: Sentence): boolean {
  return courtesy;
}

function isSaid({ courtesy }: Sentence): boolean {
  return !courtesy;
}

function isWorthy(sentence: Sentence): boolean {
  return sentence.weight >= LEAST_WEIGHT;
}

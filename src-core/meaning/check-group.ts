import type { AlignedGroup } from './align';
import { diffTokens, type Hunk } from './diff-tokens';
import type { FlagList, Place } from './flag-list';
import { FUNCTION_WORDS, MODALS, NEGATORS, QUANTIFIERS, STRICT_QUANTIFIERS } from './lexicon';
import { areOpposites, areTurned } from './opposite';
import { swappedPlaces } from './swapped-places';
import type { Token, TokenKind } from './token';

/** Weight of words without counterpart that make a clause of its own. */
const CLAUSE_WEIGHT = 3;
/** Pairs of replaced words looked at for opposites; texts that differ by more are not alike word by word. */
const MOST_COMPARED = 4000;

/**
 * Compares aligned sentences by every check on words. Words that are only moved within the sentence count as kept,
 * but for two that have changed places ("Ann pays Bob" and "Bob pays Ann").
 */
export function checkGroup(group: AlignedGroup, flags: FlagList): void {
  const prod = group.prod.flatMap((sentence) => sentence.tokens);
  const shadow = group.shadow.flatMap((sentence) => sentence.tokens);
  const hunks = diffTokens(prod, shadow);
  if (hunks.length === 0) return;
  const whole = { prod: placeOf(prod), shadow: placeOf(shadow) };
  const swapped = swappedPlaces(prod, shadow);
  if (swapped !== null) {
    const { kind } = swapped.prod;
    flags.add(
      kind === 'number' || kind === 'date' || kind === 'operator' ? kind : 'name',
      swapped.prod,
      swapped.shadow,
    );
  }
  const moved = cancelMoved(hunks);
  const difference: Difference = { hunks: moved, whole, flags, prod, shadow };
  checkNegation(difference, checkOpposites(difference));
  checkQuantities(difference);
  checkGroups(difference);
  checkNames(difference);
  checkCode(difference);
  checkClauses(difference);
}

interface Difference {
  hunks: readonly Hunk[];
  whole: { prod: Place; shadow: Place };
  flags: FlagList;
  prod: readonly Token[];
  shadow: readonly Token[];
}

function placeOf(tokens: readonly Token[]): Place {
  return { start: tokens[0]?.start ?? 0, end: tokens.at(-1)?.end ?? 0 };
}

/** Hunks without the tokens that stand in another hunk of the other side. */
function cancelMoved(hunks: readonly Hunk[]): Hunk[] {
  const counts = new Map<string, number>();
  for (const { shadow } of hunks)
    for (const { form } of shadow) counts.set(form, (counts.get(form) ?? 0) + 1);
  const keptTwice = new Map<string, number>();
  const take = (from: Map<string, number>, form: string): boolean => {
    const count = from.get(form) ?? 0;
    if (count > 0) from.set(form, count - 1);
    return count > 0;
  };
  const prods = hunks.map(({ prod }) =>
    prod.filter((token) => {
      const found = take(counts, token.form);
      if (found) keptTwice.set(token.form, (keptTwice.get(token.form) ?? 0) + 1);
      return !found && token.kind !== 'comma';
    }),
  );
  return hunks
    .map(({ shadow }, index) => ({
      prod: prods[index] ?? [],
      shadow: shadow.filter((token) => !take(keptTwice, token.form) && token.kind !== 'comma'),
    }))
    .filter((hunk) => hunk.prod.length > 0 || hunk.shadow.length > 0);
}

/**
 * Flags opposites, but for one that a negation makes up for ("is possible" and "is not impossible").
 * @returns whether there was one, so that its negation is no change either
 */
function checkOpposites({ hunks, flags, prod, shadow }: Difference): boolean {
  const removed = hunks.flatMap((hunk) => hunk.prod);
  const added = hunks.flatMap((hunk) => hunk.shadow);
  if (removed.length * added.length > MOST_COMPARED) return false;
  const negated = Math.abs(countNegators(shadow) - countNegators(prod)) === 1;
  let madeUp = false;
  for (const one of removed) {
    if (one.kind === 'comma' || one.kind === 'operator') continue;
    const turned = added.find((token) => areTurned(one.form, token.form));
    const opposite =
      turned ?? added.find((token) => token.form.length > 1 && areOpposites(one.form, token.form));
    if (opposite === undefined) continue;
    if (negated && turned === undefined && !madeUp && !NEGATORS.has(one.form) && !NEGATORS.has(opposite.form))
      madeUp = true;
    else flags.add(turned === undefined ? 'antonym' : 'comparative', one, opposite);
  }
  return madeUp;
}

function countNegators(tokens: readonly Token[]): number {
  let count = 0;
  for (const token of tokens) if (NEGATORS.has(token.form) || token.form === 'not-all') count++;
  return count;
}

function checkNegation({ hunks, flags, whole, prod, shadow }: Difference, madeUp: boolean): void {
  const balance = countNegators(shadow) - countNegators(prod);
  if (balance % 2 === 0 || madeUp) return;
  const isNegator = (token: Token): boolean => NEGATORS.has(token.form) || token.form === 'not-all';
  const removed = hunks.flatMap((hunk) => hunk.prod).find(isNegator);
  const added = hunks.flatMap((hunk) => hunk.shadow).find(isNegator);
  flags.add(
    'negation',
    balance < 0 ? (removed ?? whole.prod) : whole.prod,
    balance > 0 ? (added ?? whole.shadow) : whole.shadow,
  );
}

const QUANTITIES: readonly (TokenKind & ('number' | 'date' | 'unit' | 'currency'))[] = [
  'number',
  'date',
  'unit',
  'currency',
];

function checkQuantities({ hunks, flags }: Difference): void {
  for (const kind of QUANTITIES) {
    const removed = hunks.flatMap((hunk) => hunk.prod.filter((token) => token.kind === kind));
    const added = hunks.flatMap((hunk) => hunk.shadow.filter((token) => token.kind === kind));
    const strict = kind === 'number' || kind === 'date';
    const known = (token: Token, others: readonly Token[]): boolean =>
      others.some((other) => refines(token, other));
    const lost = removed.filter((token) => !known(token, added));
    const gained = added.filter((token) => !known(token, removed));
    const isRank = (token: Token): boolean =>
      token.kind === 'number' && token.form.endsWith('th') && token.weight < 0.5;
    for (let index = 0; index < Math.max(lost.length, gained.length); index++) {
      const [one, other] = [lost[index], gained[index]];
      if (one === undefined || other === undefined) {
        const lone = one ?? other;
        if (!strict || lone === undefined || isRank(lone)) continue;
      }
      flags.add(kind, one ?? null, other ?? null);
    }
  }
}

/** Whether one date says less than another but nothing else: "March 2024" and "3 March 2024". */
function refines(one: Token, other: Token): boolean {
  if (one.kind !== 'date' || other.kind !== 'date') return false;
  return (
    one.form.endsWith(other.form) ||
    other.form.endsWith(one.form) ||
    one.form.startsWith(other.form) ||
    other.form.startsWith(one.form)
  );
}

/** Quantifiers and modals: a group that one side has and the other has not. */
function checkGroups({ hunks, flags, whole }: Difference): void {
  for (const [kind, groups, strict] of [
    ['quantifier', QUANTIFIERS, STRICT_QUANTIFIERS],
    ['modal', MODALS, new Set(['must', 'should', 'may'])],
  ] as const) {
    const lost = groupsIn(
      hunks.flatMap((hunk) => hunk.prod),
      groups,
    );
    const gained = groupsIn(
      hunks.flatMap((hunk) => hunk.shadow),
      groups,
    );
    for (const group of lost.keys()) {
      if (gained.delete(group)) lost.delete(group);
    }
    const ones = [...lost];
    const others = [...gained];
    if (ones.length > 0 && others.length > 0) {
      if (ones.some(([group]) => strict.has(group)) || others.some(([group]) => strict.has(group))) {
        flags.add(kind, ones[0]?.[1] ?? null, others[0]?.[1] ?? null);
      }
      continue;
    }
    for (const [group, token] of ones) {
      if (strict.has(group) && !isReworded(hunks, token)) flags.add(kind, token, whole.shadow);
    }
    for (const [group, token] of others) {
      if (strict.has(group) && !isReworded(hunks, token)) flags.add(kind, whole.prod, token);
    }
  }
}

/** Whether one adverb stands for another that is in no list ("commonly", "ordinarily"). */
function isReworded(hunks: readonly Hunk[], token: Token): boolean {
  return hunks.some(({ prod, shadow }) => {
    const [one, other] = [prod[0], shadow[0]];
    if (prod.length !== 1 || shadow.length !== 1 || (one !== token && other !== token)) return false;
    return one?.form.endsWith('ly') === true && other?.form.endsWith('ly') === true;
  });
}

function groupsIn(tokens: readonly Token[], groups: ReadonlyMap<string, string>): Map<string, Token> {
  const found = new Map<string, Token>();
  for (const token of tokens) {
    const group = groups.get(token.form);
    if (group !== undefined && !found.has(group)) found.set(group, token);
  }
  return found;
}

/** Names that stand in each other's place; a name replaced by a pronoun or a common noun is a rewording. */
function checkNames({ hunks, flags, prod, shadow }: Difference): void {
  for (const hunk of hunks) {
    const removed = hunk.prod.filter((token) => isName(token, prod));
    const added = hunk.shadow.filter((token) => isName(token, shadow));
    const lost = removed.filter((token) => !added.some((other) => isShortFor(token.form, other.form)));
    const gained = added.filter((token) => !removed.some((other) => isShortFor(token.form, other.form)));
    const [one, other] = [lost[0], gained[0]];
    if (one === undefined || other === undefined || areOpposites(one.form, other.form)) continue;
    if (isInitials(removed, added) || isInitials(added, removed)) continue;
    flags.add(
      'name',
      { start: one.start, end: lost.at(-1)?.end ?? one.end },
      { start: other.start, end: gained.at(-1)?.end ?? other.end },
    );
  }
}

const NAME_FOLLOWERS = new Set('is was has had will would can said and lives works'.split(' '));
const COMMON_ENDING = /(?:ing|ly|ed|ness|tion|ment|ity|ism|er|es)$/;

/** A capital that the place explains not, or the first word of a sentence where a verb follows. */
function isName(token: Token, tokens: readonly Token[]): boolean {
  if (token.kind !== 'word') return false;
  if (token.name) return true;
  if (
    token !== tokens[0] ||
    token.weight < 1 ||
    COMMON_ENDING.test(token.form) ||
    token.end - token.start < 2
  )
    return false;
  const follower = tokens[1];
  return (
    follower !== undefined &&
    follower.kind === 'word' &&
    (NAME_FOLLOWERS.has(follower.form) || follower.form.endsWith('ed'))
  );
}

function isShortFor(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

function isInitials(short: readonly Token[], long: readonly Token[]): boolean {
  const [only] = short;
  return (
    short.length === 1 &&
    only !== undefined &&
    long.length > 1 &&
    only.form === long.map(({ form }) => form.charAt(0)).join('')
  );
}

/** Identifiers and operators that one side has and the other has not, hunk by hunk. */
function checkCode({ hunks, flags }: Difference): void {
  for (const hunk of hunks) {
    for (const [kind, type] of [
      ['code-identifier', 'code'],
      ['operator', 'operator'],
    ] as const) {
      const removed = hunk.prod.filter((token) => token.kind === type);
      const added = hunk.shadow.filter((token) => token.kind === type);
      if (removed.length === 0 && added.length === 0) continue;
      const lone = removed.length === 0 || added.length === 0;
      // An identifier that is merely mentioned once more, or less often, says nothing new.
      if (lone && type === 'code' && hunk.prod.length + hunk.shadow.length < 3) continue;
      flags.add(kind, removed.length > 0 ? placeOf(removed) : null, added.length > 0 ? placeOf(added) : null);
    }
  }
}

/** A run of words that only one side has: a clause left out or added. */
function checkClauses({ hunks, flags }: Difference): void {
  for (const hunk of hunks) {
    const [removed, added] = [contentWeight(hunk.prod), contentWeight(hunk.shadow)];
    if (removed >= CLAUSE_WEIGHT && added <= removed / 4) {
      flags.add('sentence-dropped', placeOf(hunk.prod), null);
    } else if (added >= CLAUSE_WEIGHT && removed <= added / 4) {
      flags.add('sentence-added', null, placeOf(hunk.shadow));
    }
  }
}

function contentWeight(tokens: readonly Token[]): number {
  let weight = 0;
  for (const token of tokens) if (!FUNCTION_WORDS.has(token.form)) weight += token.weight;
  return weight;
}

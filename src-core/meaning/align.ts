import type { Sentence } from './token';

/** Sentences that say the same thing in both texts; more than one on a side where one was split or merged. */
export interface AlignedGroup {
  prod: readonly Sentence[];
  shadow: readonly Sentence[];
}

export interface Alignment {
  /** Aligned sentences whose normal forms differ. */
  groups: readonly AlignedGroup[];
  /** Sentences without a counterpart. */
  prodOnly: readonly Sentence[];
  shadowOnly: readonly Sentence[];
  /** Share of all weight that has an equal counterpart, 0 to 1 (Dice); 1 where neither text says anything. */
  overlap: number;
}

/** Sentences a side that are compared with each other; what lies beyond is compared by equal sentences only. */
const LIMIT = 300;
/** A word in more sentences than this links none of them. */
const COMMON = 40;
const ALIKE = 0.34;
const ALIKE_IN_PLACE = 0.15;
const CONTAINED = 0.6;

/**
 * Pairs the sentences of two texts whatever their order: equal normal forms first (linear), then greedily by the
 * weighted overlap of words (Dice, words of one text's single sentence counting most), then what stands at the same
 * place between aligned neighbours, then parts of sentences that were split or merged.
 */
export function alignSentences(prod: readonly Sentence[], shadow: readonly Sentence[]): Alignment {
  const partner = new Int32Array(prod.length).fill(-1);
  const taken = new Int32Array(shadow.length).fill(-1);
  const total = sumWeights(prod) + sumWeights(shadow);
  let shared = matchEqual(prod, shadow, partner, taken);

  const left = openIndexes(prod, partner);
  const right = openIndexes(shadow, taken);
  for (const { a, b, score } of candidates(prod, shadow, left, right)) {
    if (score < ALIKE || partner[a] !== -1 || taken[b] !== -1) continue;
    link(partner, taken, a, b);
  }
  matchInPlace(prod, shadow, partner, taken);

  const groups: OpenGroup[] = [];
  const groupOf = new Map<number, OpenGroup>();
  const groupOfShadow = new Map<number, OpenGroup>();
  for (const [a, sentence] of prod.entries()) {
    const b = partner[a] ?? -1;
    const other = shadow[b];
    if (other === undefined) continue;
    const group = { prod: [sentence], shadow: [other] };
    groupOf.set(a, group);
    groupOfShadow.set(b, group);
    if (sentence.key !== other.key) groups.push(group);
  }
  const prodOnly = attach({ sentences: prod, partner, groupOf, side: 'prod', other: 'shadow' });
  const shadowOnly = attach({
    sentences: shadow,
    partner: taken,
    groupOf: groupOfShadow,
    side: 'shadow',
    other: 'prod',
  });
  for (const group of groups) shared += sharedWeight(group.prod, group.shadow);
  return { groups, prodOnly, shadowOnly, overlap: total === 0 ? 1 : Math.min(1, (2 * shared) / total) };
}

interface OpenGroup {
  prod: Sentence[];
  shadow: Sentence[];
}

/** Adds parts of split or merged sentences to the group beside them. @returns what belongs to no group */
function attach(part: {
  sentences: readonly Sentence[];
  partner: Int32Array;
  groupOf: ReadonlyMap<number, OpenGroup>;
  side: 'prod' | 'shadow';
  other: 'prod' | 'shadow';
}): Sentence[] {
  const left: Sentence[] = [];
  for (const [index, sentence] of part.sentences.entries()) {
    if ((part.partner[index] ?? -1) >= 0) continue;
    const near = [part.groupOf.get(index - 1), part.groupOf.get(index + 1)];
    const group = near.find((one) => one !== undefined && adds(sentence, one[part.other], one[part.side]));
    if (group === undefined) left.push(sentence);
    else if ((group[part.side][0]?.start ?? 0) > sentence.start) group[part.side].unshift(sentence);
    else group[part.side].push(sentence);
  }
  return left;
}

function sumWeights(sentences: readonly Sentence[]): number {
  let sum = 0;
  for (const sentence of sentences) sum += sentence.weight;
  return sum;
}

function link(partner: Int32Array, taken: Int32Array, a: number, b: number): void {
  partner[a] = b;
  taken[b] = a;
}

function openIndexes(sentences: readonly Sentence[], partner: Int32Array): number[] {
  const open: number[] = [];
  for (let index = 0; index < sentences.length && open.length < LIMIT; index++) {
    if (partner[index] === -1) open.push(index);
  }
  return open;
}

/** @returns the weight of the matched sentences of one side */
function matchEqual(
  prod: readonly Sentence[],
  shadow: readonly Sentence[],
  partner: Int32Array,
  taken: Int32Array,
): number {
  let shared = 0;
  const places = new Map<string, number[]>();
  for (let b = shadow.length - 1; b >= 0; b--) {
    const key = shadow[b]?.key ?? '';
    const known = places.get(key);
    if (known === undefined) places.set(key, [b]);
    else known.push(b);
  }
  for (const [a, sentence] of prod.entries()) {
    const b = places.get(sentence.key)?.pop();
    if (b === undefined) continue;
    link(partner, taken, a, b);
    shared += sentence.weight;
  }
  return shared;
}

interface Candidate {
  a: number;
  b: number;
  score: number;
}

function candidates(
  prod: readonly Sentence[],
  shadow: readonly Sentence[],
  left: readonly number[],
  right: readonly number[],
): Candidate[] {
  const places = new Map<string, number[]>();
  for (const b of right) {
    for (const form of new Set(shadow[b]?.tokens.map((token) => token.form))) {
      const known = places.get(form);
      if (known === undefined) places.set(form, [b]);
      else known.push(b);
    }
  }
  const found: Candidate[] = [];
  for (const a of left) {
    const sentence = prod[a];
    if (sentence === undefined) continue;
    const scores = new Map<number, number>();
    for (const token of sentence.tokens) {
      const holders = places.get(token.form);
      if (holders === undefined || token.weight === 0 || (holders.length > COMMON && right.length > COMMON))
        continue;
      for (const b of holders) scores.set(b, (scores.get(b) ?? 0) + token.weight);
    }
    for (const [b, score] of scores) {
      const weights = sentence.weight + (shadow[b]?.weight ?? 0);
      // Of equal scores the pair that moves least is taken.
      const moved = Math.abs(a / prod.length - b / shadow.length) * 0.01;
      found.push({ a, b, score: Math.min(1, (2 * score) / weights) - moved });
    }
  }
  return found.toSorted((x, y) => y.score - x.score);
}

/** As many leftovers in both texts between the same aligned neighbours are counterparts if they share at least a little. */
function matchInPlace(
  prod: readonly Sentence[],
  shadow: readonly Sentence[],
  partner: Int32Array,
  taken: Int32Array,
): void {
  for (let a = 0; a < prod.length; a++) {
    if (partner[a] !== -1) continue;
    let endA = a;
    while (endA < prod.length && partner[endA] === -1) endA++;
    const b = a === 0 ? 0 : (partner[a - 1] ?? 0) + 1;
    let endB = b;
    while (endB < shadow.length && taken[endB] === -1) endB++;
    const closed = endA === prod.length ? endB === shadow.length : partner[endA] === endB;
    if (closed && endB - b === endA - a) {
      for (let k = 0; k < endA - a; k++) {
        const [one, other] = [prod[a + k], shadow[b + k]];
        if (one === undefined || other === undefined) continue;
        const enough = ALIKE_IN_PLACE * (one.weight + other.weight);
        if (2 * sharedWeight([one], [other]) >= enough) link(partner, taken, a + k, b + k);
      }
    }
    a = endA;
  }
}

/** Whether most of a leftover is found in what the counterpart says beyond what is aligned already. */
function adds(sentence: Sentence, counterpart: readonly Sentence[], aligned: readonly Sentence[]): boolean {
  return sharedWeight([sentence], counterpart, aligned) >= CONTAINED * sentence.weight;
}

/** Weight of the words that both sides hold, as often as both do; `without` is taken from the second side first. */
function sharedWeight(
  one: readonly Sentence[],
  other: readonly Sentence[],
  without: readonly Sentence[] = [],
): number {
  const counts = new Map<string, number>();
  for (const { tokens } of other)
    for (const { form } of tokens) counts.set(form, (counts.get(form) ?? 0) + 1);
  for (const { tokens } of without)
    for (const { form } of tokens) counts.set(form, (counts.get(form) ?? 0) - 1);
  let shared = 0;
  for (const { tokens } of one) {
    for (const { form, weight } of tokens) {
      const count = counts.get(form) ?? 0;
      if (count <= 0) continue;
      counts.set(form, count - 1);
      shared += weight;
    }
  }
  return shared;
}

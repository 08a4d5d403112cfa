import type { ArmName } from './arm';
import type { ReviewVerdict } from './review';

/** How votes are written, lower case, white space and signs left out. A and B are settled by the caller. */
const WORDS: ReadonlyMap<string, ReviewVerdict | 'a' | 'b'> = new Map([
  ['a', 'a'],
  ['modela', 'a'],
  ['b', 'b'],
  ['modelb', 'b'],
  ['prod', 'prod'],
  ['production', 'prod'],
  ['productionbetter', 'prod'],
  ['shadow', 'shadow'],
  ['shadowbetter', 'shadow'],
  ['tie', 'tie'],
  ['tied', 'tie'],
  ['draw', 'tie'],
  ['same', 'tie'],
  ['equal', 'tie'],
  ['bothgood', 'tie'],
  ['bothbad', 'both-bad'],
  ['tiebothbad', 'both-bad'],
  ['neither', 'both-bad'],
]);

/** The verdict that a vote stands for; null for anything else. @param a the arm called A; B is the other */
export function voteOf(value: string, a: ArmName = 'prod'): ReviewVerdict | null {
  const word = WORDS.get(value.toLowerCase().replace(/[^\p{L}]/gu, ''));
  if (word === 'a') return a;
  if (word === 'b') return a === 'prod' ? 'shadow' : 'prod';
  return word ?? null;
}

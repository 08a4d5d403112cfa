const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety';
const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth';

/** Values of the words that number phrases are made of. */
export const NUMBER_WORDS: ReadonlyMap<string, number> = new Map([
  ...UNITS.split(' ').map((word, index) => [word, index] as const),
  ...TENS.split(' ').map((word, index) => [word, (index + 2) * 10] as const),
]);

/** Powers of ten that multiply what stands before them. */
export const SCALES: ReadonlyMap<string, number> = new Map([
  ['hundred', 100],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
]);

/** Ranks of ordinal words. */
export const ORDINAL_WORDS: ReadonlyMap<string, number> = new Map(
  ORDINALS.split(' ').map((word, index) => [word, index] as const),
);

/** Sums a number phrase: [2, hundred, 5] → 205; null when the parts make no number ("one two"). */
export function sumNumberWords(words: readonly string[]): number | null {
  let total = 0;
  let group = 0;
  let last = Infinity;
  for (const word of words) {
    const scale = SCALES.get(word);
    const value = NUMBER_WORDS.get(word);
    if (scale === 100) {
      group = (group === 0 ? 1 : group) * 100;
      last = 100;
    } else if (scale !== undefined) {
      total += (group === 0 ? 1 : group) * scale;
      group = 0;
      last = scale;
    } else if (value !== undefined) {
      if (group > 0 && (value >= last || (last < 100 && value >= 10) || last < 20)) return null;
      group += value;
      last = value;
    }
  }
  return total + group;
}

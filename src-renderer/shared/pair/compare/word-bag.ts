import { termsOf } from './words';

/** Words of a unit as ascending hashes, each as often as it occurs. */
export type WordBag = Int32Array;

/** Words of one unit that count: more would only cost time. */
const MOST = 200;

export function wordBag(text: string): WordBag {
  const hashes: number[] = [];
  for (const word of termsOf(text)) {
    let hash = 0x811c9dc5;
    for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
    hashes.push(hash);
    if (hashes.length === MOST) break;
  }
  return Int32Array.from(hashes.toSorted((a, b) => a - b));
}

/** Share of words that two units have in common: 2·|A ∩ B| / (|A| + |B|). Dice 1945, Ecology 26:297. */
export function dice(a: WordBag, b: WordBag): number {
  if (a.length + b.length === 0) return 0;
  let [i, j, common] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) [i, j, common] = [i + 1, j + 1, common + 1];
    else if (a[i]! < b[j]!) i++;
    else j++;
  }
  return (2 * common) / (a.length + b.length);
}

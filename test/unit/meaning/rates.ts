import { compareMeaning } from '@core/meaning/compare-meaning';
import type { Edit } from './changing-edits';
import { hashOf, seeded } from './seeded';

/** Texts edited in one way, with how many of them were called changed or different. */
export interface Rate {
  kind: string;
  edited: number;
  flagged: number;
}

/** Held out at first, then used to mend a rule: no longer counted as unseen. */
const LOOKED_AT = new Set(['preamble', 'synonyms', 'other courtesies']);

/** The half of texts or of kinds that the rules were tuned on; the other half is held out. */
export function isTuned(name: string): boolean {
  return LOOKED_AT.has(name) || hashOf(`split ${name}`) % 2 === 0;
}

const MOST_OF_A_KIND = 150;

/** Applies each edit to each text, at most 150 times a kind, and compares. */
export function rates(
  texts: readonly string[],
  edits: Readonly<Record<string, Edit>>,
  onWrong?: (kind: string, text: string, edited: string) => void,
): Rate[] {
  return Object.entries(edits).map(([kind, edit]) => {
    const rate: Rate = { kind, edited: 0, flagged: 0 };
    for (const text of texts) {
      if (rate.edited >= MOST_OF_A_KIND) break;
      const edited = edit(text, seeded(hashOf(kind + text)));
      if (edited === null || edited === text) continue;
      rate.edited++;
      const { class: verdict } = compareMeaning(text, edited, null);
      const flagged = verdict === 'changed' || verdict === 'different';
      if (flagged) rate.flagged++;
      onWrong?.(kind, text, flagged ? `!${edited}` : edited);
    }
    return rate;
  });
}

/** Every kind counts the same, however often a text offers a place for it; kinds with fewer than ten edits do not. */
export function meanShare(all: readonly Rate[]): number {
  const shares = all.filter(({ edited }) => edited >= 10).map(({ edited, flagged }) => flagged / edited);
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** Share over all edits. */
export function pooledShare(all: readonly Rate[]): number {
  const sum = (of: 'edited' | 'flagged'): number => all.reduce((total, rate) => total + rate[of], 0);
  return sum('flagged') / sum('edited');
}

import { FLAG_KINDS, MEANING_CLASSES, type MeaningClass } from '../model/meaning';
import type { SimilarityDistribution } from '../model/overview';

/** Counts of classes and flags, in the order in which they are shown; null when no pair was checked. */
export function meaningCounts(
  rows: readonly { class: string; flags: string; n: number }[],
): SimilarityDistribution['meaning'] {
  const sum = (holds: (row: (typeof rows)[number]) => boolean): number =>
    rows.reduce((total, row) => (holds(row) ? total + row.n : total), 0);
  const n = sum(() => true);
  if (n === 0) return null;
  const classes = Object.keys(MEANING_CLASSES) as MeaningClass[];
  return {
    n,
    classes: classes.map((name) => ({ class: name, count: sum((row) => row.class === name) })),
    flags: FLAG_KINDS.map((kind) => ({
      kind,
      count: sum(({ flags }) => flags.split(',').includes(kind)),
    })).filter(({ count }) => count > 0),
  };
}

import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

export interface Agreement {
  n: number;
  /** Share of items on which both raters agree. */
  observed: number;
  /** Cohen's κ with one-sided bounds at the level asked for; null where both raters only ever use one class. */
  kappa: { value: number; standardError: number; lower: number; upper: number } | null;
  scottPi: number | null;
  /** Gwet's AC1, which stays near the observed agreement when one class is rare. */
  ac1: number | null;
  /** κ with linear weights over the order of the classes: a neighbouring class counts as half an error of three. */
  linearKappa: number | null;
}

/**
 * Agreement of two raters beyond chance, from a square table of counts: rows one rater, columns the other, the same
 * classes in the same order. Cohen 1960, Educ Psychol Meas 20:37 (κ and its simple standard error); Scott 1955,
 * Public Opin Q 19:321; Gwet 2008, Br J Math Stat Psychol 61:29; Cohen 1968, Psychol Bull 70:213 (weights).
 * @returns null for an empty table
 */
export function agreement(table: readonly (readonly number[])[], level: number): Agreement | null {
  const size = table.length;
  const n = table.flat().reduce((sum, count) => sum + count, 0);
  if (n === 0) return null;
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0) / n);
  const columns = table.map((_, k) => table.reduce((sum, row) => sum + row[k]!, 0) / n);
  const pooled = rows.map((share, k) => (share + columns[k]!) / 2);
  const sumOf = (term: (k: number) => number): number => rows.reduce((sum, _, k) => sum + term(k), 0);
  const observed = sumOf((k) => table[k]![k]!) / n;
  const byChance = sumOf((k) => rows[k]! * columns[k]!);
  const weight = (i: number, k: number): number => (size > 1 ? 1 - Math.abs(i - k) / (size - 1) : 1);
  const weighted = (term: (i: number, k: number) => number): number =>
    sumOf((i) => sumOf((k) => weight(i, k) * term(i, k)));
  return {
    n,
    observed,
    kappa: kappaOf({ n, observed, byChance, level }),
    scottPi: beyond(
      observed,
      sumOf((k) => pooled[k]! ** 2),
    ),
    ac1: size > 1 ? beyond(observed, sumOf((k) => pooled[k]! * (1 - pooled[k]!)) / (size - 1)) : null,
    linearKappa: beyond(
      weighted((i, k) => table[i]![k]! / n),
      weighted((i, k) => rows[i]! * columns[k]!),
    ),
  };
}

function kappaOf({
  n,
  observed,
  byChance,
  level,
}: {
  n: number;
  observed: number;
  byChance: number;
  level: number;
}): Agreement['kappa'] {
  const value = beyond(observed, byChance);
  if (value === null) return null;
  const standardError = Math.sqrt((observed * (1 - observed)) / n) / (1 - byChance);
  const half = normalQuantile(level, 0, 1) * standardError;
  return { value, standardError, lower: Math.max(-1, value - half), upper: Math.min(1, value + half) };
}

function beyond(observed: number, byChance: number): number | null {
  return byChance < 1 ? (observed - byChance) / (1 - byChance) : null;
}

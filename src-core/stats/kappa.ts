import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { wider } from './bounds';
import { wilson } from './wilson';

export interface Agreement {
  n: number;
  /** Share of items on which both raters agree. */
  observed: number;
  /**
   * Cohen's κ with its simple standard error, and one-sided bounds at the level asked for: κ ± z · the large-sample
   * error, or those from Wilson's bounds of the observed agreement where they are wider, since that error vanishes when
   * few items happen to agree throughout. Null where both raters only ever use one class.
   */
  kappa: { value: number; standardError: number; lower: number; upper: number } | null;
  scottPi: number | null;
  /** Gwet's AC1, which stays near the observed agreement when one class is rare. */
  ac1: number | null;
  /** κ with linear weights over the order of the classes: a neighbouring class counts as half an error of three. */
  linearKappa: number | null;
}

/**
 * Agreement of two raters beyond chance, from a square table of counts: rows one rater, columns the other, the same
 * classes in the same order. Cohen 1960, Educ Psychol Meas 20:37 (κ and its simple standard error); Fleiss, Cohen & Everitt 1969,
 * Psychol Bull 72:323, eq. 13 (its large-sample error); Scott 1955,
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
    kappa: kappaOf({ table, n, observed, byChance, rows, columns, level }),
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

interface KappaOptions {
  table: readonly (readonly number[])[];
  n: number;
  observed: number;
  byChance: number;
  /** Shares of the classes in the rows and in the columns. */
  rows: readonly number[];
  columns: readonly number[];
  level: number;
}

function kappaOf(options: KappaOptions): Agreement['kappa'] {
  const { n, observed, byChance, level } = options;
  const value = beyond(observed, byChance);
  if (value === null) return null;
  const standardError = Math.sqrt((observed * (1 - observed)) / n) / (1 - byChance);
  const half = normalQuantile(level, 0, 1) * largeSampleError(value, options);
  const share = wilson({ successes: Math.round(observed * n), n, level });
  const { lower, upper } = wider(
    { lower: value - half, upper: value + half },
    { lower: (share.lower - byChance) / (1 - byChance), upper: (share.upper - byChance) / (1 - byChance) },
  );
  return { value, standardError, lower: Math.max(-1, lower), upper: Math.min(1, upper) };
}

function largeSampleError(kappa: number, { table, n, byChance, rows, columns }: KappaOptions): number {
  let variance = -((kappa - byChance * (1 - kappa)) ** 2);
  for (const i of table.keys())
    for (const k of table.keys())
      variance +=
        (table[i]![k]! / n) *
        (i === k
          ? (1 - (rows[i]! + columns[i]!) * (1 - kappa)) ** 2
          : ((1 - kappa) * (columns[i]! + rows[k]!)) ** 2);
  return Math.sqrt(Math.max(0, variance) / n) / (1 - byChance);
}

function beyond(observed: number, byChance: number): number | null {
  return byChance < 1 ? (observed - byChance) / (1 - byChance) : null;
}

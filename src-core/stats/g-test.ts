import chisquareCdf from '@stdlib/stats-base-dists-chisquare-cdf';

export interface Independence {
  /** Likelihood-ratio statistic. */
  g: number;
  df: number;
  p: number;
}

/**
 * G-test of independence of the rows and columns of a table of counts; rows and columns without counts say nothing.
 * Woolf 1957, Ann Hum Genet 21:397; Agresti 2013, Categorical Data Analysis, 3.2.
 */
export function gTest(table: readonly (readonly number[])[]): Independence {
  const rows = table.map((row) => sum(row));
  const columns = (table[0] ?? []).map((_, j) => sum(table.map((row) => row[j]!)));
  const total = sum(rows);
  const df =
    Math.max(0, rows.filter((n) => n > 0).length - 1) * Math.max(0, columns.filter((n) => n > 0).length - 1);
  if (df === 0) return { g: 0, df, p: 1 };
  let g = 0;
  for (const [i, row] of table.entries())
    for (const [j, count] of row.entries())
      if (count > 0) g += 2 * count * Math.log((count * total) / (rows[i]! * columns[j]!));
  return { g: Math.max(0, g), df, p: 1 - chisquareCdf(Math.max(0, g), df) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

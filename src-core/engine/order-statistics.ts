import type { Database } from '../ports/database';

/** Bins per e-fold of the value: each bin is half a percent wide. */
const BINS_PER_E = 200;

export interface Distribution {
  /** Values in all, infinite ones included. */
  n: number;
  /** Infinite values, larger than all others. */
  infinite: number;
  /** Finite, ascending; `below` counts the values before the bin. */
  bins: readonly { low: number; high: number; count: number; below: number }[];
}

export interface ValueSource {
  /** A non-negative numeric column or expression. */
  column: string;
  /** SQL condition of the rows that count. */
  where: string;
}

/** Histogram of non-negative values over logarithmic bins, with each bin's extremes. */
export async function distributionOf(db: Database, { column, where }: ValueSource): Promise<Distribution> {
  const rows = await db.query<{ low: number; high: number; n: number }>(
    `SELECT CASE WHEN x <= 1e-9 THEN -100000 WHEN isinf(x) THEN 100000 ELSE floor(ln(x) * ${BINS_PER_E})::INTEGER END AS bin,
       min(x) AS low, max(x) AS high, count(*) AS n
     FROM (SELECT ${column}::DOUBLE AS x FROM pairs WHERE ${where} AND ${column} IS NOT NULL) GROUP BY bin ORDER BY bin`,
  );
  let below = 0;
  let infinite = 0;
  const bins = [];
  for (const { low, high, n } of rows) {
    if (high === Infinity) infinite = n;
    else bins.push({ low, high, count: n, below });
    below += n;
  }
  return { n: below, infinite, bins };
}

/**
 * Exact order statistics X(rank), ranks 1-based, of a source whose distribution is known.
 * Only the rows of the bins that hold a wanted rank are sorted.
 */
export async function orderStatistics(
  db: Database,
  source: ValueSource,
  distribution: Distribution,
  ranks: readonly number[],
): Promise<Map<number, number>> {
  const { bins, n, infinite } = distribution;
  const wanted = [...new Set(ranks)].filter((rank) => rank >= 1 && rank <= n);
  const found = new Map<number, number>();
  const needed = new Map<number, { low: number; high: number; below: number; ranks: number[] }>();
  for (const rank of wanted) {
    const index = bins.findLastIndex(({ below }) => below < rank);
    const bin = bins[index];
    if (!bin || rank > n - infinite) found.set(rank, Infinity);
    else if (bin.low === bin.high) found.set(rank, bin.low);
    else {
      const entry = needed.get(index) ?? { low: bin.low, high: bin.high, below: bin.below, ranks: [] };
      entry.ranks.push(rank);
      needed.set(index, entry);
    }
  }
  if (needed.size === 0) return found;
  const ranges = [...needed.values()].map(({ low, high }) => `${source.column} BETWEEN ${low} AND ${high}`);
  const rows = await db.query<{ x: number }>(
    `SELECT ${source.column}::DOUBLE AS x FROM pairs WHERE ${source.where} AND (${ranges.join(' OR ')}) ORDER BY x`,
  );
  // Bins do not overlap and both are ascending, so the rows of each bin follow one another.
  let offset = 0;
  for (const [index, entry] of [...needed].toSorted(([a], [b]) => a - b)) {
    for (const rank of entry.ranks) found.set(rank, rows[offset + rank - entry.below - 1]!.x);
    offset += bins[index]!.count;
  }
  return found;
}

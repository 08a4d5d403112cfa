import type { Database } from '../ports/database';
import { type SpreadName, spreads } from '../sql/spread-queries';

/** A ratio of sums over units: pairs, or clusters of pairs (see sql/spread-queries). */
export interface Spread {
  /** Pairs. */
  n: number;
  units: number;
  ratio: number;
  bottom: number;
  squares: number;
}

export type Spreads = Readonly<Partial<Record<SpreadName, Spread>>>;

/**
 * What is left out, no pair tells.
 * @param cluster SQL of the cluster column; null where each pair stands for itself
 */
export async function readSpreads(db: Database, cluster: string | null): Promise<Spreads> {
  const [row] = await db.query<Record<string, number | null>>(spreads(cluster));
  const found: Partial<Record<SpreadName, Spread>> = {};
  for (const key of Object.keys(row!)) {
    if (!key.endsWith('_squares')) continue;
    const name = key.slice(0, -'_squares'.length) as SpreadName;
    const [n, units, top, bottom, squares] = ['n', 'units', 'top', 'bottom', 'squares'].map(
      (part) => row![`${name}_${part}`] ?? 0,
    ) as [number, number, number, number, number];
    if (bottom > 0) found[name] = { n, units, ratio: top / bottom, bottom, squares: Math.max(0, squares) };
  }
  return found;
}

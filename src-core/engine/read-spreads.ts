import type { Database } from '../ports/database';
import { type SpreadName, spreads } from '../sql/spread-queries';

/** A ratio of sums over units: pairs, or clusters of pairs (see sql/spread-queries). */
export interface Spread {
  /** Pairs. */
  n: number;
  units: number;
  ratio: number;
  bottom: number;
  /** Σ over units of (the unit's top − ratio · its bottom)². */
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
    if (!key.endsWith('_units')) continue;
    const name = key.slice(0, -'_units'.length) as SpreadName;
    const told = (part: string): number => row![`${name}_${part}`] ?? 0;
    const bottom = told('bottom');
    if (bottom <= 0) continue;
    const ratio = told('top') / bottom;
    const squares = told('tt') - 2 * ratio * told('tb') + ratio ** 2 * told('bb');
    found[name] = { n: told('n'), units: told('units'), ratio, bottom, squares: Math.max(0, squares) };
  }
  return found;
}

import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { type Bounds, wider } from './bounds';
import { wilson } from './wilson';

/** Units that belong together, such as the games of one pair, and how many of them are hits. */
export interface Group {
  hits: number;
  units: number;
}

export interface Share extends Bounds {
  value: number;
  /** Units. */
  n: number;
}

/**
 * Share of hits among units that come in groups, with one-sided bounds at `level`: Wilson's where every group is one
 * unit; else the wider of Wilson's and the linearised ratio estimator's over groups (Cochran 1977, Sampling
 * Techniques, §2.11), since units of a group depend on each other. Null without units.
 */
export function groupedShare(groups: Iterable<Group>, level: number): Share | null {
  const kept = [...groups].filter(({ units }) => units > 0);
  const n = kept.reduce((sum, { units }) => sum + units, 0);
  if (n === 0) return null;
  const hits = kept.reduce((sum, group) => sum + group.hits, 0);
  const value = hits / n;
  const single = wilson({ successes: hits, n, level });
  if (kept.length < 2 || kept.every(({ units }) => units === 1)) return { value, n, ...single };
  const squares = kept.reduce((sum, group) => sum + (group.hits - value * group.units) ** 2, 0);
  const error = Math.sqrt((kept.length / (kept.length - 1)) * squares) / n;
  const half = tQuantile(level, kept.length - 1) * error;
  const { lower, upper } = wider(single, { lower: value - half, upper: value + half });
  return { value, n, lower: Math.max(0, lower), upper: Math.min(1, upper) };
}

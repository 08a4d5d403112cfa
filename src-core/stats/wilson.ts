import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type { Bounds } from './bounds';

/**
 * Wilson score bounds of a proportion, each one-sided at `level` (two-sided 95 % is level .975).
 * Wilson 1927, JASA 22:209; Newcombe 1998, Stat Med 17:857, method 3.
 * @param options.n at least 1
 */
export function wilson({ successes, n, level }: { successes: number; n: number; level: number }): Bounds {
  const z = normalQuantile(level, 0, 1);
  const centre = (successes + z ** 2 / 2) / (n + z ** 2);
  const half = (z / (n + z ** 2)) * Math.sqrt((successes * (n - successes)) / n + z ** 2 / 4);
  return {
    lower: successes === 0 ? 0 : Math.max(0, centre - half),
    upper: successes === n ? 1 : Math.min(1, centre + half),
  };
}

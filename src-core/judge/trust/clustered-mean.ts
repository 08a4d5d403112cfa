import type { TrustFigure } from '../../model/judge-trust';
import { clusterMeanBounds } from '../../stats/cluster-mean-bounds';
import { empiricalBernsteinBounds } from '../../stats/mean-bounds';

/**
 * Mean of scores in [0, 1] with cluster-robust one-sided bounds. Equal scores have no spread to take bounds from, so
 * theirs are the empirical Bernstein ones. Null below two clusters.
 */
export function clusteredMean(
  values: readonly { score: number; cluster: string | number }[],
  level: number,
): (TrustFigure & { clusters: number }) | null {
  const n = values.length;
  const mean = values.reduce((sum, { score }) => sum + score, 0) / n;
  const sums = new Map<string | number, number>();
  for (const { score, cluster } of values) sums.set(cluster, (sums.get(cluster) ?? 0) + score - mean);
  const squares = [...sums.values()].reduce((sum, value) => sum + value ** 2, 0);
  if (sums.size < 2) return null;
  const { lower, upper } =
    squares > 0
      ? clusterMeanBounds({ n, mean, clusters: sums.size, squares }, level)
      : empiricalBernsteinBounds({ n: sums.size, mean, sd: 0 }, level);
  return {
    value: mean,
    lower: Math.max(0, lower),
    upper: Math.min(1, upper),
    n,
    clusters: sums.size,
  };
}

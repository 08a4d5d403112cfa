import type { Bounds } from './bounds';
import type { ClusterSpread } from '../model/evidence';
import { studentQuantile } from './student-quantile';

/** A mean over values that come in clusters: several requests of one user or conversation. */
export interface ClusteredSample {
  n: number;
  mean: number;
  /** Number of clusters that hold a value, at least 2. */
  clusters: number;
  /** Σ over clusters of (Σ over the cluster's values of (value − mean))². */
  squares: number;
  /** As many clusters of equal size tell as much of the spread, which gives the degrees of freedom; left out: all. */
  effective?: number;
}

/** n values whose spread between clusters is known. */
export function clusteredSample(
  n: number,
  { count, squares, effective }: ClusterSpread,
): Omit<ClusteredSample, 'mean'> {
  return { n, clusters: count, squares, ...(effective !== undefined && { effective }) };
}

/** Below this many clusters the bounds are too narrow to be relied on (Miller 2024). */
const FEWEST_CLUSTERS = 30;

/** A caution where the bounds rest on too few clusters. */
export function fewClusters(count: number): string[] {
  if (count >= FEWEST_CLUSTERS) return [];
  return [`the pairs come from ${count} clusters only; bounds are reliable from ${FEWEST_CLUSTERS} on`];
}

/**
 * Cluster-robust standard error of a mean, CR1: √(G/(G−1) · squares) / n.
 * Liang & Zeger 1986, Biometrika 73:13; Miller 2024, arXiv 2411.00640.
 */
export function clusterStandardError({ n, clusters, squares }: Omit<ClusteredSample, 'mean'>): number {
  return Math.sqrt((clusters / (clusters - 1)) * squares) / n;
}

/** Degrees of freedom of the spread: effective clusters − 1, at least 1. */
export function clusterDegrees({
  clusters,
  effective = clusters,
}: Pick<ClusteredSample, 'clusters' | 'effective'>): number {
  return Math.max(1, effective - 1);
}

/** One-sided bounds of a clustered mean at `level`: ± t · CR1 with the degrees of freedom of the effective clusters. */
export function clusterMeanBounds(sample: ClusteredSample, level: number): Bounds {
  const half = studentQuantile(level, clusterDegrees(sample)) * clusterStandardError(sample);
  return { lower: sample.mean - half, upper: sample.mean + half };
}

/**
 * How many times the variance of the mean exceeds that of as many independent values (Kish 1965, Survey Sampling).
 * @param sd standard deviation of the values, n − 1; above 0
 */
export function designEffect(sample: Omit<ClusteredSample, 'mean'>, sd: number): number {
  return clusterStandardError(sample) ** 2 / (sd ** 2 / sample.n);
}

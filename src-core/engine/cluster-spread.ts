import type { ClusterSpread, LatencyEvidence } from '../model/evidence';

/** Cluster of each row. */
export interface RowClusters {
  of: Int32Array;
  count: number;
}

/**
 * How a mean spreads between clusters (see stats/cluster-mean-bounds). Where they are of unequal size, the largest pull the
 * mean towards themselves and few of them carry the spread, so that plain sums and as many degrees of freedom as clusters
 * give bounds that are too narrow: sums are those of the jackknife (CV3; MacKinnon, Nielsen & Webb 2023, J Appl Econom
 * 38:671), and clusters count as their variances weigh under one correlation within all of them (Imbens & Kolesár 2016,
 * Rev Econ Stat 98:701).
 * @param rows the rows that count, ascending or not
 * @param valueOf value of a row; NaN leaves it out
 */
export function clusterSpread(
  rows: Int32Array,
  { of, count }: RowClusters,
  valueOf: (row: number) => number,
): ClusterSpread {
  const sums = new Float64Array(count);
  const sizes = new Int32Array(count);
  let [total, totalSquares, n] = [0, 0, 0];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const value = valueOf(row);
    if (Number.isNaN(value)) continue;
    sums[of[row]!]! += value;
    sizes[of[row]!]!++;
    total += value;
    totalSquares += value * value;
    n++;
  }
  const mean = total / n;
  let [clusters, plain, sizeSquares, largest, smallest] = [0, 0, 0, 0, n];
  for (let g = 0; g < count; g++) {
    const size = sizes[g]!;
    if (size === 0) continue;
    clusters++;
    plain += (sums[g]! - size * mean) ** 2;
    sizeSquares += size * size;
    if (size > largest) largest = size;
    if (size < smallest) smallest = size;
  }
  if (largest === smallest || clusters < 2) return { count: clusters, squares: plain };
  const single = totalSquares - n * mean * mean;
  const correlation = single > 0 ? (plain - single) / (sizeSquares - n) / (single / n) : 0;
  const within = Math.min(1, Math.max(0, correlation));
  const scale = 1 - 1 / clusters;
  let [squares, weights, weightSquares] = [0, 0, 0];
  for (let g = 0; g < count; g++) {
    const size = sizes[g]!;
    if (size === 0) continue;
    squares += (((sums[g]! - size * mean) * scale) / (1 - size / n)) ** 2;
    const weight = size * (1 + (size - 1) * within);
    weights += weight;
    weightSquares += weight * weight;
  }
  return { count: clusters, squares, effective: weights ** 2 / weightSquares };
}

/**
 * The same for "at or below its own quantile" of both arms at once.
 * @param limits the arms' quantiles
 */
export function quantileClusters(
  rows: Int32Array,
  { of, count }: RowClusters,
  {
    prod,
    shadow,
    limits,
  }: { prod: Float64Array; shadow: Float64Array; limits: { prod: number; shadow: number } },
): NonNullable<LatencyEvidence['clusters']> {
  const below = { prod: new Float64Array(count), shadow: new Float64Array(count) };
  const sizes = new Int32Array(count);
  const totals = { prod: 0, shadow: 0, n: 0 };
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (Number.isNaN(prod[row])) continue;
    const cluster = of[row]!;
    sizes[cluster]!++;
    totals.n++;
    if (prod[row]! <= limits.prod) {
      below.prod[cluster]!++;
      totals.prod++;
    }
    if (shadow[row]! <= limits.shadow) {
      below.shadow[cluster]!++;
      totals.shadow++;
    }
  }
  const result = { count: 0, prod: 0, shadow: 0, product: 0 };
  for (let g = 0; g < count; g++) {
    if (sizes[g] === 0) continue;
    const p = below.prod[g]! - (sizes[g]! * totals.prod) / totals.n;
    const s = below.shadow[g]! - (sizes[g]! * totals.shadow) / totals.n;
    result.count++;
    result.prod += p * p;
    result.shadow += s * s;
    result.product += p * s;
  }
  return result;
}

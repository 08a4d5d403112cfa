import type { ClusterSpread, LatencyEvidence } from '../model/evidence';

/** Cluster of each row. */
export interface RowClusters {
  of: Int32Array;
  count: number;
}

/**
 * How a mean spreads between clusters (see stats/cluster-mean-bounds).
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
  let [total, n] = [0, 0];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const value = valueOf(row);
    if (Number.isNaN(value)) continue;
    sums[of[row]!]! += value;
    sizes[of[row]!]!++;
    total += value;
    n++;
  }
  const mean = total / n;
  let [clusters, squares] = [0, 0];
  for (let g = 0; g < count; g++) {
    if (sizes[g] === 0) continue;
    clusters++;
    squares += (sums[g]! - sizes[g]! * mean) ** 2;
  }
  return { count: clusters, squares };
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

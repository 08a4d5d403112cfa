import type { OrderStatistics } from '../model/evidence';
import { selectRank } from '../stats/select-rank';
import { quantileRanks } from '../stats/quantile-ranks';
import { sortedValues } from './sorted-values';

/** What a quantile ratio with paired bounds is computed from. */
export interface PairedQuantile {
  p: number;
  n: number;
  prod: OrderStatistics;
  shadow: OrderStatistics;
  bothAtOrBelow: number;
}

/**
 * Order statistics of both arms at the ranks that the bounds of each quantile need. Empty when there are no pairs.
 * @param settled latencies of the same pairs in both arms, ms; a timeout is infinite
 */
export function pairedQuantiles(
  settled: { prod: Float64Array; shadow: Float64Array },
  probabilities: readonly number[],
): PairedQuantile[] {
  const n = settled.prod.length;
  if (n === 0) return [];
  // One quantile is found faster than all values are sorted.
  if (probabilities.length === 1) {
    const p = probabilities[0]!;
    const prod = selected(settled.prod, p);
    const shadow = selected(settled.shadow, p);
    return [{ p, n, prod, shadow, bothAtOrBelow: countBoth(settled, prod.quantile, shadow.quantile) }];
  }
  const sorted = { prod: sortedValues(settled.prod), shadow: sortedValues(settled.shadow) };
  return probabilities.map((p) => {
    const { lower, k, upper } = quantileRanks(n, p);
    const at = (values: Float64Array): OrderStatistics => ({
      lower: values[lower - 1]!,
      quantile: values[k - 1]!,
      upper: values[upper - 1]!,
    });
    const prod = at(sorted.prod);
    const shadow = at(sorted.shadow);
    return { p, n, prod, shadow, bothAtOrBelow: countBoth(settled, prod.quantile, shadow.quantile) };
  });
}

function selected(values: Float64Array, p: number): OrderStatistics {
  const { lower, k, upper } = quantileRanks(values.length, p);
  const scratch = values.slice();
  const above = selectRank(scratch, upper - 1);
  const quantile = selectRank(scratch, k - 1, 0, upper - 1);
  return { lower: selectRank(scratch, lower - 1, 0, k - 1), quantile, upper: above };
}

function countBoth(
  { prod, shadow }: { prod: Float64Array; shadow: Float64Array },
  prodLimit: number,
  shadowLimit: number,
): number {
  let count = 0;
  for (let i = 0; i < prod.length; i++) if (prod[i]! <= prodLimit && shadow[i]! <= shadowLimit) count++;
  return count;
}

import type { LatencyBeside, QuantileBeside, RequestRatio } from '../model/board';
import { mcnemar } from '../stats/mcnemar';
import { quantileInterval } from '../stats/quantile-interval';
import { quantileRatio } from '../stats/quantile-ratio';
import { clusterSpread, quantileClusters } from './cluster-spread';
import { allRows } from './complete-evidence';
import { gather } from './gather';
import type { PairValues } from './pair-values';
import { pairedQuantiles } from './paired-quantiles';
import { withValue } from './slice-evidence';

const QUANTILES = [0.5, 0.95, 0.99];
/** Fewer than this have no median worth a bound. */
const FEWEST = 30;

/**
 * What stands beside the latency criterion: other quantiles with paired and unpaired bounds, and the median over
 * requests of each one's own ratio with the bounds of the sign test.
 * @param level of each one-sided bound
 */
export function latencyBeside(values: PairValues, level: number): LatencyBeside | null {
  const { prodSettled, shadowSettled } = values;
  const rows = withValue(prodSettled, allRows(values));
  if (rows.length === 0) return null;
  const settled = { prod: gather(prodSettled, rows), shadow: gather(shadowSettled, rows) };
  const quantiles = pairedQuantiles(settled, QUANTILES).flatMap((quantile): QuantileBeside[] => {
    const clusters =
      values.clusters &&
      quantileClusters(rows, values.clusters, {
        prod: prodSettled,
        shadow: shadowSettled,
        limits: { prod: quantile.prod.quantile, shadow: quantile.shadow.quantile },
      });
    const { ratio, lower, upper, unpaired } = quantileRatio({ ...quantile, clusters, level });
    if (ratio === null || lower === null || upper === null) return [];
    return [
      {
        p: quantile.p,
        n: quantile.n,
        ratio,
        paired: { lower, upper },
        unpaired: { lower: unpaired.lower, upper: unpaired.upper },
      },
    ];
  });
  return { level, quantiles, perRequest: requestRatio(values, rows, level) };
}

function requestRatio(
  { prodSettled, shadowSettled, clusters }: PairValues,
  rows: Int32Array,
  level: number,
): RequestRatio | null {
  // Two timeouts, or two zeros, have no ratio.
  const ratioOf = (row: number): number => shadowSettled[row]! / prodSettled[row]!;
  const all = prodSettled.map((_, row) => ratioOf(row));
  const told = withValue(all, rows);
  const n = told.length;
  if (n < FEWEST) return null;
  const ratios = gather(all, told).toSorted();
  const median = ratios[Math.ceil(n / 2) - 1]!;
  const spread = clusters && clusterSpread(told, clusters, (row) => Number(all[row]! <= median));
  const deff =
    spread && spread.count > 1
      ? Math.max(1, ((spread.count / (spread.count - 1)) * spread.squares) / (n / 4))
      : 1;
  const ranks = quantileInterval({ n, p: 0.5, level, deff });
  let [slower, faster] = [0, 0];
  for (let i = 0; i < n; i++) {
    if (ratios[i]! > 1) slower++;
    else if (ratios[i]! < 1) faster++;
  }
  return {
    n,
    median,
    lower: ranks.lower && ratios[ranks.lower - 1]!,
    upper: ranks.upper && ratios[ranks.upper - 1]!,
    slower,
    faster,
    deff,
    // The sign test's two-sided p-value is McNemar's exact one; with clusters it would be too small.
    signP: deff > 1 ? null : mcnemar(slower, faster).exact,
  };
}

import type { ArmName } from '../model/arm';
import type { LatencyDistribution, QuantilePoint } from '../model/overview';
import { quantileRatio } from '../stats/quantile-ratio';
import type { PairedQuantile } from './paired-quantiles';
import { nearestRank } from './sorted-values';

/** Quantiles whose shift is shown. */
export const SHIFT_QUANTILES: readonly number[] = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

/** Points of a curve; denser in the tail, where the criterion lies. */
const CURVE: readonly number[] = [0.001, 0.005]
  .concat(Array.from({ length: 99 }, (_, i) => (i + 1) / 100))
  .concat([0.993, 0.995, 0.997, 0.999, 0.9995, 0.9999]);

/** @param sorted latencies of answered requests, ascending, ms */
export function latencyDistribution(
  sorted: Readonly<Record<ArmName, Float64Array>>,
  paired: readonly PairedQuantile[],
  level: number,
): LatencyDistribution {
  return {
    curves: { prod: curveOf(sorted.prod), shadow: curveOf(sorted.shadow) },
    shifts: paired.flatMap(({ p, n, prod, shadow, bothAtOrBelow }) => {
      const { ratio, lower, upper } = quantileRatio({ n, p, prod, shadow, bothAtOrBelow, level });
      return ratio === null || ratio <= 0 || !Number.isFinite(ratio)
        ? []
        : [{ p, n, ratio, lower: finite(lower), upper: finite(upper) }];
    }),
  };
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

/** A small sample gets only the quantiles that it can tell apart from its extremes. */
function curveOf(sorted: Float64Array): QuantilePoint[] {
  const n = sorted.length;
  return CURVE.filter((p) => n * Math.min(p, 1 - p) >= 1 || n < 100).flatMap((p) => {
    const ms = nearestRank(sorted, p);
    return ms === null ? [] : [{ p, ms }];
  });
}

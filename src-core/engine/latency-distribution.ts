import type { ArmName } from '../model/arm';
import type { LatencySummary } from '../model/metrics';
import type { LatencyDistribution, QuantilePoint } from '../model/overview';
import { quantileRatio } from '../stats/quantile-ratio';
import type { Distribution } from './order-statistics';
import type { PairedQuantile } from './paired-quantiles';

/** Quantiles whose shift is shown. */
export const SHIFT_QUANTILES: readonly number[] = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

/** Points of a curve; denser in the tail, where the criterion lies. */
const CURVE: readonly number[] = [
  0.001,
  0.005,
  ...Array.from({ length: 99 }, (_, i) => (i + 1) / 100),
  0.993,
  0.995,
  0.997,
  0.999,
  0.9995,
  0.9999,
];

/** One arm's latencies: the histogram, and the quantiles that are known exactly. */
export interface ArmLatency {
  distribution: Distribution;
  summary: LatencySummary;
}

/** Curves exact at P50, P90, P95 and P99, elsewhere to half a percent (the bins' width); shifts from exact order statistics. */
export function latencyDistribution(
  arms: Readonly<Record<ArmName, ArmLatency>>,
  paired: readonly PairedQuantile[],
  level: number,
): LatencyDistribution {
  return {
    curves: { prod: curveOf(arms.prod), shadow: curveOf(arms.shadow) },
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

function curveOf({ distribution: { n, bins }, summary }: ArmLatency): QuantilePoint[] {
  if (n === 0) return [];
  const exact = new Map([
    [0.5, summary.p50],
    [0.9, summary.p90],
    [0.95, summary.p95],
    [0.99, summary.p99],
  ]);
  const reachable = CURVE.filter((p) => n * Math.min(p, 1 - p) >= 1 || n < 100);
  return reachable.flatMap((p) => {
    const known = exact.get(p) ?? null;
    if (known !== null) return [{ p, ms: known }];
    const rank = Math.min(n, Math.max(1, Math.ceil(n * p)));
    const bin = bins.findLast(({ below }) => below < rank);
    if (!bin) return [];
    const within = (rank - bin.below) / bin.count;
    return [{ p, ms: bin.low + (bin.high - bin.low) * within }];
  });
}

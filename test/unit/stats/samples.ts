import type { LatencyEvidence, MomentEvidence, OrderStatistics } from '@core/model/evidence';
import { quantileRanks } from '@core/stats/quantile-ranks';

/** Seeded uniform numbers in (0, 1) (mulberry32), and standard normal ones made of them. */
export function seeded(seed: number) {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

/** What the database reports of two paired samples at a quantile. */
export function pairedOrderStatistics(prod: readonly number[], shadow: readonly number[], p: number) {
  const ranks = quantileRanks(prod.length, p);
  const at = (values: readonly number[]): OrderStatistics => {
    const sorted = Float64Array.from(values).toSorted();
    const rank = (r: number) => sorted[r - 1]!;
    return { lower: rank(ranks.lower), quantile: rank(ranks.k), upper: rank(ranks.upper) };
  };
  const [ofProd, ofShadow] = [at(prod), at(shadow)];
  const bothAtOrBelow = prod.filter((x, i) => x <= ofProd.quantile && shadow[i]! <= ofShadow.quantile).length;
  return { n: prod.length, prod: ofProd, shadow: ofShadow, bothAtOrBelow };
}

/** Latency evidence of two paired samples, +Infinity meaning a timeout. */
export function latencyEvidence(prod: readonly number[], shadow: readonly number[]): LatencyEvidence {
  const timeouts = (values: readonly number[]) => values.filter((value) => value === Infinity).length;
  return {
    ...pairedOrderStatistics(prod, shadow, 0.95),
    timeouts: { prod: timeouts(prod), shadow: timeouts(shadow) },
  };
}

/** Moments of a sample as the database reports them. */
export function moments(
  values: readonly number[],
): MomentEvidence & { mean: number; sd: number; m3: number } {
  const n = values.length;
  const mean = values.reduce((sum, x) => sum + x, 0) / n;
  const central = (power: number) => values.reduce((sum, x) => sum + (x - mean) ** power, 0);
  return {
    n,
    mean,
    sd: Math.sqrt(central(2) / (n - 1)),
    m3: central(3) / n,
    unmeasured: 0,
    source: 'the log',
  };
}

import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type { ArmName } from '../model/arm';
import type { ArmBounds, BoundedValue, FigureBounds, MetricBounds, SummaryBounds } from '../model/metrics';
import { type Bounds, wider } from '../stats/bounds';
import { clusterMeanBounds, clusterStandardError } from '../stats/cluster-mean-bounds';
import { tBounds } from '../stats/mean-bounds';
import { quantileInterval } from '../stats/quantile-interval';
import { studentQuantile } from '../stats/student-quantile';
import { wilson } from '../stats/wilson';
import type { ArmValues } from './arm-values';
import type { WorkspaceCounts } from './count-pairs';
import { moments } from './moments';
import type { Spread, Spreads } from './read-spreads';

/** As for the criteria: a mean of fewer has no bound. */
const FEWEST = 30;
const UNBOUNDED: FigureBounds = { lower: null, upper: null };

export interface BoundsSource {
  counts: WorkspaceCounts;
  latency: ArmValues;
  ttft: ArmValues;
  chars: ArmValues;
  similarity: FigureBounds;
  /** Of pairs, and of clusters where pairs come in them. */
  spreads: { pairs: Spreads; clusters: Spreads | null };
  level: number;
}

/**
 * Bounds of the figures of the whole table, each one-sided at `level` and for one look: shares by Wilson, means by t,
 * quantiles by order statistics, ratios of totals by the delta method. With clusters, shares, means per request and
 * ratios get the cluster-robust bounds where those are wider.
 */
export function metricBounds(source: BoundsSource): MetricBounds {
  const { counts, similarity } = source;
  const { n, raw, normalised } = counts.exactMatch;
  const { neither, shadowOnly, prodOnly, both } = counts.outcome;
  const complete = neither + shadowOnly + prodOnly + both;
  const ratio = (name: 'tokens_in' | 'tokens_out' | 'cost_usd' | 'chars') =>
    bounded(source, `ratio_${name}`, logBounds);
  return {
    errors: {
      neither: share(source, { count: neither, n: complete, name: 'outcome_0' }),
      shadowOnly: share(source, { count: shadowOnly, n: complete, name: 'outcome_1' }),
      prodOnly: share(source, { count: prodOnly, n: complete, name: 'outcome_3' }),
      both: share(source, { count: both, n: complete, name: 'outcome_4' }),
    },
    exactMatch: {
      raw: share(source, { count: raw, n, name: 'exact_raw' }),
      normalised:
        normalised === null ? UNBOUNDED : share(source, { count: normalised, n, name: 'exact_norm' }),
    },
    similarity,
    prod: armBounds(source, 'prod'),
    shadow: armBounds(source, 'shadow'),
    ratios: {
      tokensIn: ratio('tokens_in'),
      tokensOut: ratio('tokens_out'),
      cost: ratio('cost_usd'),
      length: ratio('chars'),
    },
  };
}

function armBounds(source: BoundsSource, arm: ArmName): ArmBounds {
  const { counts, latency, ttft, chars, level } = source;
  const { failed, answered } = counts.arms[arm];
  const mean = (name: 'tokens_in' | 'tokens_out' | 'cost_usd' | 'per_answer'): BoundedValue =>
    bounded(source, `${arm}_${name}`, meanBounds);
  const length = summaryBounds(chars[arm], level);
  return {
    errorRate: share(source, { count: failed, n: failed + answered, name: `${arm}_failed` }),
    latency: summaryBounds(latency[arm], level),
    ttft: summaryBounds(ttft[arm], level),
    length: { mean: length.mean, p50: length.p50, p95: length.p95 },
    tokensIn: mean('tokens_in'),
    tokensOut: mean('tokens_out'),
    cost: mean('cost_usd'),
    costPerAnswer: mean('per_answer'),
  };
}

function share(
  { spreads, level }: BoundsSource,
  { count, n, name }: { count: number; n: number; name: keyof Spreads },
): FigureBounds {
  if (n === 0) return UNBOUNDED;
  const single = wilson({ successes: count, n, level });
  const clusters = spreads.clusters?.[name];
  if (!clusters || clusters.units < 2) return single;
  const { lower, upper } = wider(single, meanBounds(clusters, level));
  return { lower: Math.max(0, lower), upper: Math.min(1, upper) };
}

/** A ratio with the bounds of its spread between pairs, or between clusters where those are wider. */
function bounded(
  { spreads, level }: BoundsSource,
  name: keyof Spreads,
  boundsOf: (spread: Spread, level: number, clustered: boolean) => Bounds,
): BoundedValue {
  const pairs = spreads.pairs[name];
  if (!pairs) return { n: 0, value: null, ...UNBOUNDED };
  const { n, ratio: value } = pairs;
  if (n < FEWEST) return { n, value, ...UNBOUNDED };
  const single = boundsOf(pairs, level, false);
  const clusters = spreads.clusters?.[name];
  return {
    n,
    value,
    ...(clusters && clusters.units > 1 ? wider(single, boundsOf(clusters, level, true)) : single),
  };
}

/** Linearised ratio estimator: Cochran 1977, Sampling Techniques, 2.11; of units that weigh the same, Student's t. */
function meanBounds({ ratio, bottom, units, squares }: Spread, level: number): Bounds {
  return clusterMeanBounds({ mean: ratio, n: bottom, clusters: units, squares }, level);
}

/** The same on the log scale, as in stats/ratio-of-totals. */
function logBounds({ ratio, bottom, units, squares }: Spread, level: number, clustered: boolean): Bounds {
  if (ratio === 0) return { lower: 0, upper: 0 };
  const error = clusterStandardError({ n: bottom, clusters: units, squares }) / ratio;
  const quantile = clustered ? studentQuantile(level, units - 1) : normalQuantile(level, 0, 1);
  return { lower: ratio * Math.exp(-quantile * error), upper: ratio * Math.exp(quantile * error) };
}

/** @param sorted ascending, taken as independent */
function summaryBounds(sorted: Float64Array, level: number): SummaryBounds {
  const n = sorted.length;
  const at = (p: number): FigureBounds => {
    if (n === 0) return UNBOUNDED;
    const { lower, upper } = quantileInterval({ n, p, level });
    return { lower: lower && sorted[lower - 1]!, upper: upper && sorted[upper - 1]! };
  };
  const { mean, sd } = n < FEWEST ? { mean: null, sd: null } : moments(sorted);
  return {
    p50: at(0.5),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    mean: mean === null || sd === null ? UNBOUNDED : tBounds({ n, mean, sd }, level),
  };
}

import type { ArmName } from '../model/arm';
import type { ArmMetrics, FigureBounds, LatencySummary, Metrics, SeedMetrics } from '../model/metrics';
import type { ArmValues } from './arm-values';
import type { WorkspaceCounts } from './count-pairs';
import { metricBounds } from './metric-bounds';
import { moments } from './moments';
import type { Spreads } from './read-spreads';
import { nearestRank } from './sorted-values';

export interface MetricsSource {
  counts: WorkspaceCounts;
  latency: ArmValues;
  ttft: ArmValues;
  chars: ArmValues;
  errorKinds: readonly { arm: string; kind: string; n: number }[];
  /** As the evidence has it, so that there is one figure. */
  similarity: Metrics['similarity'] & FigureBounds;
  /** Of pairs, and of clusters where pairs come in them. */
  spreads: { pairs: Spreads; clusters: Spreads | null };
  /** Of each bound, one-sided. */
  level: number;
  models: Readonly<Record<ArmName, string | null>>;
}

/** Metrics of the whole table. */
export function computeMetrics(source: MetricsSource): Metrics {
  const { counts } = source;
  const { outcome } = counts;
  const { n, mean, source: measuredBy, ...similarityBounds } = source.similarity;
  return {
    total: counts.total,
    complete: outcome.neither + outcome.shadowOnly + outcome.prodOnly + outcome.both,
    bothAnswered: outcome.neither,
    exactMatch: counts.exactMatch,
    similarity: { n, mean, source: measuredBy },
    errors: outcome,
    prod: armMetrics(source, 'prod'),
    shadow: armMetrics(source, 'shadow'),
    bounds: metricBounds({ ...source, similarity: similarityBounds }),
    firstTimestamp: counts.firstTimestamp,
    lastTimestamp: counts.lastTimestamp,
  };
}

/** The same figures under the names that shadow-mode tooling uses. */
export function seedMetrics(metrics: Metrics): SeedMetrics {
  const { exactMatch, similarity, prod, shadow } = metrics;
  return {
    total_samples: metrics.total,
    exact_match_rate: exactMatch.n > 0 ? exactMatch.raw / exactMatch.n : null,
    avg_similarity: similarity.mean,
    shadow_latency_p50: shadow.latency.p50,
    shadow_latency_p95: shadow.latency.p95,
    prod_latency_p50: prod.latency.p50,
    prod_latency_p95: prod.latency.p95,
    shadow_error_rate: shadow.errorRate,
    prod_error_rate: prod.errorRate,
  };
}

function armMetrics(
  { counts, latency, ttft, chars, errorKinds, models, spreads }: MetricsSource,
  arm: ArmName,
): ArmMetrics {
  const { answered, failed, missing } = counts.arms[arm];
  const { tokensIn, tokensOut, cost } = counts.sums[arm];
  const length = summarise(chars[arm]);
  return {
    model: models[arm],
    answered,
    failed,
    missing,
    errorRate: answered + failed > 0 ? failed / (answered + failed) : null,
    latency: summarise(latency[arm]),
    ttft: summarise(ttft[arm]),
    tokensIn,
    tokensOut,
    cost,
    costPerAnswer: spreads.pairs[`${arm}_per_answer`]?.ratio ?? null,
    length: { n: length.n, mean: length.mean, p50: length.p50, p95: length.p95 },
    errorKinds: errorKinds.filter((row) => row.arm === arm).map(({ kind, n }) => ({ kind, count: n })),
  };
}

function summarise(sorted: Float64Array): LatencySummary {
  const at = (p: number): number | null => nearestRank(sorted, p);
  const { mean } = moments(sorted);
  return { n: sorted.length, p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), mean };
}

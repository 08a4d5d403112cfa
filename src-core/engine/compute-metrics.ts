import type { ArmName } from '../model/arm';
import type { ArmMetrics, LatencySummary, Metrics, SeedMetrics } from '../model/metrics';
import type { Database } from '../ports/database';
import { ANSWERED, armSums, errorKinds, EXACT_MATCHES } from '../sql/overview-queries';
import type { WorkspaceCounts } from './count-pairs';
import { type Distribution, distributionOf, orderStatistics, type ValueSource } from './order-statistics';

/** Metrics of the whole table, with the latency distributions that they were read from. */
export interface MeasuredMetrics {
  metrics: Metrics;
  latency: Record<ArmName, Distribution>;
}

type Sums = Record<
  'tokens_in' | 'tokens_out' | 'cost' | 'latency_mean' | 'ttft_mean' | 'chars_mean',
  number | null
>;

/** @param similarity mean and n as the evidence has them, so that there is one figure */
export async function computeMetrics(
  db: Database,
  counts: WorkspaceCounts,
  similarity: Metrics['similarity'],
  models: Record<ArmName, string | null>,
): Promise<MeasuredMetrics> {
  const [exact] = await db.query<{ n: number; raw: number; norm_n: number; norm: number }>(EXACT_MATCHES);
  const arms = { prod: await measureArm(db, 'prod'), shadow: await measureArm(db, 'shadow') };
  const { outcome } = counts;
  const metrics: Metrics = {
    total: counts.total,
    complete: outcome.neither + outcome.shadowOnly + outcome.prodOnly + outcome.both,
    bothAnswered: outcome.neither,
    exactMatch: { n: exact!.n, raw: exact!.raw, normalised: exact!.norm_n === exact!.n ? exact!.norm : null },
    similarity,
    errors: {
      both: outcome.both,
      shadowOnly: outcome.shadowOnly,
      prodOnly: outcome.prodOnly,
      neither: outcome.neither,
    },
    prod: { ...arms.prod.metrics, model: models.prod, ...rates(counts, 'prod', arms.prod.cost) },
    shadow: { ...arms.shadow.metrics, model: models.shadow, ...rates(counts, 'shadow', arms.shadow.cost) },
    firstTimestamp: counts.firstTimestamp,
    lastTimestamp: counts.lastTimestamp,
  };
  return { metrics, latency: { prod: arms.prod.latency, shadow: arms.shadow.latency } };
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

function rates(
  counts: WorkspaceCounts,
  arm: ArmName,
  cost: number | null,
): Pick<ArmMetrics, 'answered' | 'failed' | 'missing' | 'errorRate' | 'costPerAnswer'> {
  const { answered, failed, missing } = counts.arms[arm];
  return {
    answered,
    failed,
    missing,
    errorRate: answered + failed > 0 ? failed / (answered + failed) : null,
    costPerAnswer: cost !== null && answered > 0 ? cost / answered : null,
  };
}

type OwnMetrics = Pick<
  ArmMetrics,
  'latency' | 'ttft' | 'tokensIn' | 'tokensOut' | 'cost' | 'length' | 'errorKinds'
>;

async function measureArm(
  db: Database,
  arm: ArmName,
): Promise<{ metrics: OwnMetrics; latency: Distribution; cost: number | null }> {
  const [sums] = await db.query<Sums>(armSums(arm));
  const { tokens_in, tokens_out, cost, latency_mean, ttft_mean, chars_mean } = sums!;
  const where = ANSWERED[arm];
  const latency = await summarise(db, { column: `${arm}_latency_ms`, where }, latency_mean);
  const ttft = await summarise(db, { column: `${arm}_ttft_ms`, where }, ttft_mean);
  const length = await summarise(db, { column: `${arm}_chars`, where }, chars_mean);
  const kinds = await db.query<{ kind: string; n: number }>(errorKinds(arm));
  const { n, p50, p95, mean } = length.summary;
  return {
    metrics: {
      latency: latency.summary,
      ttft: ttft.summary,
      tokensIn: tokens_in,
      tokensOut: tokens_out,
      cost,
      length: { n, p50, p95, mean },
      errorKinds: kinds.map((row) => ({ kind: row.kind, count: row.n })),
    },
    latency: latency.distribution,
    cost,
  };
}

async function summarise(
  db: Database,
  source: ValueSource,
  mean: number | null,
): Promise<{ summary: LatencySummary; distribution: Distribution }> {
  const distribution = await distributionOf(db, source);
  const { n } = distribution;
  const rank = (p: number): number => Math.max(1, nearestRank(n, p));
  const values = await orderStatistics(db, source, distribution, [0.5, 0.9, 0.95, 0.99].map(rank));
  const at = (p: number): number | null => values.get(rank(p)) ?? null;
  return { summary: { n, p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), mean }, distribution };
}

/** ⌈np⌉, guarded against 0.95 · n landing a hair above a whole number. */
function nearestRank(n: number, p: number): number {
  return Math.ceil(n * p - 1e-9);
}

import type { Evidence, MetricEvidence } from '../model/evidence';
import type { MetricId } from '../model/metric';
import type { Database } from '../ports/database';
import { FIRST_TOKENS, FLAGGED, PAIRED_AMOUNTS, PER_ANSWER, RATES, totals } from '../sql/own-metric-queries';
import type { PairValues } from './pair-values';
import { pairedQuantiles } from './paired-quantiles';
import { latencyEvidence } from './slice-evidence';
import { traitCounts } from './trait-counts';

interface Source {
  db: Database;
  /** Loaded where a latency quantile is asked for. */
  values: PairValues | null;
  evidence: Evidence;
}

/** What the metrics are bounded from; one that nothing in the workspace tells is left out. */
export async function ownEvidence(
  metrics: readonly MetricId[],
  source: Source,
): Promise<Partial<Record<MetricId, MetricEvidence>>> {
  const found: [MetricId, MetricEvidence][] = [];
  for (const metric of metrics) {
    const evidence = await evidenceOf(metric, source);
    if (evidence !== null && evidence.n > 0) found.push([metric, evidence]);
  }
  return Object.fromEntries(found) as Partial<Record<MetricId, MetricEvidence>>;
}

async function evidenceOf(metric: MetricId, source: Source): Promise<MetricEvidence | null> {
  const { db, values, evidence } = source;
  const bothAnswered = evidence.errors.neither;
  switch (metric) {
    case 'latency_p50_ratio':
      return latencyQuantile(values, 0.5);
    case 'latency_p99_ratio':
      return latencyQuantile(values, 0.99);
    case 'ttft_p95_ratio':
      return firstToken(db);
    case 'cost_ratio':
      return amounts(db, totals(PAIRED_AMOUNTS.cost_ratio), evidence.coverage.pairs);
    case 'cost_per_answer_ratio':
      return amounts(db, PER_ANSWER, evidence.coverage.pairs);
    case 'length_ratio':
    case 'tokens_out_ratio':
      return amounts(db, totals(PAIRED_AMOUNTS[metric]), bothAnswered);
    case 'refusal_rate':
      return traitCounts(db, 'refusal', bothAnswered);
    case 'hedging_rate':
      return traitCounts(db, 'hedging', bothAnswered);
    case 'json_invalid_rate':
      return traitCounts(db, 'json-invalid', bothAnswered);
    case 'missing_rate':
      return missingRate(evidence);
    case 'changed_rate':
    case 'exact_match_rate':
      return rate(metric, db, bothAnswered);
    case 'human_win_rate':
      return null;
    default:
      return flagRate(db, metric.slice('flag:'.length), bothAnswered);
  }
}

function latencyQuantile(values: PairValues | null, p: number): MetricEvidence | null {
  if (values === null) return null;
  const rows = Int32Array.from({ length: values.n }, (_, row) => row);
  return { kind: 'quantile-ratio', p, ...latencyEvidence(values, rows, p) };
}

async function firstToken(db: Database): Promise<MetricEvidence> {
  const { p: prod, s: shadow } = await db.numbers<'p' | 's'>(FIRST_TOKENS);
  const [quantile] = pairedQuantiles({ prod, shadow }, [0.95]);
  return {
    kind: 'quantile-ratio',
    p: 0.95,
    n: prod.length,
    prod: quantile?.prod ?? null,
    shadow: quantile?.shadow ?? null,
    bothAtOrBelow: quantile?.bothAtOrBelow ?? 0,
    timeouts: { prod: 0, shadow: 0 },
  };
}

async function amounts(db: Database, sql: string, pairs: number): Promise<MetricEvidence | null> {
  const [row] = await db.query<Record<'n' | 'p' | 's' | 'pp' | 'ss' | 'ps', number | null>>(sql);
  const { n, p, s, pp, ss, ps } = row!;
  if (n === null || p === null || s === null || pp === null || ss === null) return null;
  return {
    kind: 'total-ratio',
    n,
    prod: { mean: p, variance: pp },
    shadow: { mean: s, variance: ss },
    covariance: ps ?? 0,
    unmeasured: Math.max(0, pairs - n),
  };
}

function missingRate({ errors }: Evidence): MetricEvidence {
  const { both, shadowOnly, prodOnly, neither, missingShadow } = errors;
  const missing = missingShadow.prodAnswered + missingShadow.prodFailed;
  return {
    kind: 'rate',
    successes: missing,
    n: both + shadowOnly + prodOnly + neither + missing,
    unmeasured: 0,
  };
}

async function rate(
  metric: 'changed_rate' | 'exact_match_rate',
  db: Database,
  bothAnswered: number,
): Promise<MetricEvidence> {
  const [row] = await db.query<Record<'classed' | 'changed' | 'compared' | 'equal', number>>(RATES);
  const { classed, changed, compared, equal } = row!;
  const [successes, n] = metric === 'changed_rate' ? [changed, classed] : [equal, compared];
  return { kind: 'rate', successes, n, unmeasured: bothAnswered - n };
}

async function flagRate(db: Database, flag: string, bothAnswered: number): Promise<MetricEvidence> {
  const [[row], [rates]] = await Promise.all([
    db.query<{ flagged: number }>(FLAGGED, [flag]),
    db.query<{ classed: number }>(RATES),
  ]);
  const n = rates!.classed;
  return { kind: 'rate', successes: row!.flagged, n, unmeasured: bothAnswered - n };
}

import type { ErrorEvidence, MetricEvidence } from '../model/evidence';
import { METRICS, type MetricId } from '../model/metric';
import { clusterSpread, quantileClusters } from './cluster-spread';
import { gather } from './gather';
import type { PairValues } from './pair-values';
import { pairedQuantiles } from './paired-quantiles';
import { type PairedAmounts, relativeDeviations, totalsOf } from './paired-totals';
import { latencyEvidence, withValue } from './slice-evidence';

/**
 * What the metrics are bounded from, over some of the rows; one that nothing in them tells is left out.
 * @param values loaded with the metrics
 */
export function ownEvidence(
  metrics: readonly MetricId[],
  { values, rows, errors }: { values: PairValues; rows: Int32Array; errors: ErrorEvidence },
): Partial<Record<MetricId, MetricEvidence>> {
  const found: Partial<Record<MetricId, MetricEvidence>> = {};
  for (const metric of metrics) {
    const evidence = evidenceOf(metric, { values, rows, errors });
    if (evidence !== null && evidence.n > 0) found[metric] = evidence;
  }
  return found;
}

interface Source {
  values: PairValues;
  rows: Int32Array;
  errors: ErrorEvidence;
}

function evidenceOf(metric: MetricId, source: Source): MetricEvidence | null {
  const { values, rows, errors } = source;
  switch (metric) {
    case 'latency_p50_ratio':
      return { kind: 'quantile-ratio', p: 0.5, ...latencyEvidence(values, rows, 0.5) };
    case 'latency_p99_ratio':
      return { kind: 'quantile-ratio', p: 0.99, ...latencyEvidence(values, rows, 0.99) };
    case 'cost_ratio':
      return totalRatio({ prod: values.prodCost, shadow: values.shadowCost }, source, rows.length);
    case 'cost_per_answer_ratio':
      return perAnswer(source);
    case 'missing_rate':
      return missingRate(source);
    // People's labels are evidence of their own: see human-evidence.
    case 'human_win_rate':
      return null;
  }
  const columns = values.metrics.get(metric);
  if (!columns) return null;
  const { prod, shadow } = columns;
  switch (METRICS[metric].kind) {
    case 'quantile-ratio':
      return prod && quantileRatio({ prod, shadow }, source, 0.95);
    case 'total-ratio':
      return prod && totalRatio({ prod, shadow }, source, errors.neither);
    case 'rate-difference':
      // Where no JSON was to be expected, nothing is missing.
      return (
        prod && rateDifference({ prod, shadow }, source, metric === 'json_invalid_rate' ? 0 : errors.neither)
      );
    default:
      return rate(shadow, source, errors.neither);
  }
}

function quantileRatio({ prod, shadow }: PairedAmounts, { values, rows }: Source, p: number): MetricEvidence {
  const both = withValue(shadow, withValue(prod, rows));
  const [quantile] = pairedQuantiles({ prod: gather(prod, both), shadow: gather(shadow, both) }, [p]);
  return {
    kind: 'quantile-ratio',
    p,
    n: both.length,
    prod: quantile?.prod ?? null,
    shadow: quantile?.shadow ?? null,
    bothAtOrBelow: quantile?.bothAtOrBelow ?? 0,
    timeouts: { prod: 0, shadow: 0 },
    ...(values.clusters &&
      quantile && {
        clusters: quantileClusters(both, values.clusters, {
          prod,
          shadow,
          limits: { prod: quantile.prod.quantile, shadow: quantile.shadow.quantile },
        }),
      }),
  };
}

function totalRatio(
  amounts: PairedAmounts,
  { values, rows }: Source,
  eligible: number,
): MetricEvidence | null {
  const totals = totalsOf(amounts, rows);
  if (totals === null) return null;
  return {
    kind: 'total-ratio',
    ...totals,
    unmeasured: Math.max(0, eligible - totals.n),
    ...(values.clusters && {
      clusters: clusterSpread(rows, values.clusters, relativeDeviations(amounts, totals)),
    }),
  };
}

/** Cost per answer: each request's cost over the mean cost less its answers over the mean answers, delta method. */
function perAnswer(source: Source): MetricEvidence | null {
  const { values, rows } = source;
  const cost = totalsOf({ prod: values.prodCost, shadow: values.shadowCost }, rows);
  if (cost === null) return null;
  const priced = (row: number): boolean =>
    !Number.isNaN(values.prodCost[row]!) && !Number.isNaN(values.shadowCost[row]!);
  const answers = {
    prod: values.outcome.map((outcome, row) => (priced(row) ? Number(outcome < 3) : Number.NaN)),
    shadow: values.outcome.map((outcome, row) => (priced(row) ? Number(outcome % 3 === 0) : Number.NaN)),
  };
  const answered = totalsOf(answers, rows);
  if (answered === null || !(answered.prod.mean > 0) || !(answered.shadow.mean > 0)) return null;
  const each = (arm: 'prod' | 'shadow', costs: Float64Array): Float64Array => {
    const [meanCost, meanAnswers] = [cost[arm].mean, answered[arm].mean];
    const perOne = meanCost / meanAnswers;
    // Around its own mean, so that mean and spread are those of the ratio.
    return costs.map(
      (value, row) => perOne * (1 + (meanCost > 0 ? value / meanCost : 0) - answers[arm][row]! / meanAnswers),
    );
  };
  return totalRatio(
    { prod: each('prod', values.prodCost), shadow: each('shadow', values.shadowCost) },
    source,
    rows.length,
  );
}

function rateDifference(
  { prod, shadow }: PairedAmounts,
  { values, rows }: Source,
  eligible: number,
): MetricEvidence {
  let [n, shadowOnly, prodOnly] = [0, 0, 0];
  const difference = (row: number): number => shadow[row]! - prod[row]!;
  for (const row of rows) {
    const value = difference(row);
    if (Number.isNaN(value)) continue;
    n++;
    if (value > 0) shadowOnly++;
    else if (value < 0) prodOnly++;
  }
  return {
    kind: 'rate-difference',
    shadowOnly,
    prodOnly,
    n,
    unmeasured: Math.max(0, eligible - n),
    ...(values.clusters && { clusters: clusterSpread(rows, values.clusters, difference) }),
  };
}

function rate(shadow: Float64Array, { values, rows }: Source, eligible: number): MetricEvidence {
  let [n, successes] = [0, 0];
  for (const row of rows) {
    const value = shadow[row]!;
    if (Number.isNaN(value)) continue;
    n++;
    successes += value;
  }
  return {
    kind: 'rate',
    successes,
    n,
    unmeasured: Math.max(0, eligible - n),
    ...(values.clusters && { clusters: clusterSpread(rows, values.clusters, (row) => shadow[row]!) }),
  };
}

/** Requests without a shadow answer among those that production settled. */
function missingRate({ values, ...source }: Source): MetricEvidence {
  const missing = values.outcome.map((outcome) => (outcome >= 6 ? Number.NaN : Number(outcome % 3 === 2)));
  return rate(missing, { values, ...source }, 0);
}

import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { estimateError } from '../decision/estimate-error';
import { criterionName } from '../decision/overall';
import { ownCriterion } from '../decision/own-criterion';
import { sliceResults } from '../decision/slice-figures';
import { ARMS, type ArmName } from '../model/arm';
import type { Pace } from '../model/board';
import type { CriterionResult } from '../model/decision';
import type { DriftChange, DriftPoint, DriftReport, DriftSeries, PartialHold } from '../model/drift';
import type { Evidence, LatencyEvidence } from '../model/evidence';
import { formatCount, formatCriterion, formatLatency, formatMoment, isRatio } from '../model/format';
import { METRICS, type MetricId } from '../model/metric';
import { type CriterionKey, type Plan, plannedPairs } from '../model/plan';
import { SLICE_CRITERIA, type SliceCriterion } from '../model/slices';
import { changePoints } from '../stats/change-points';
import { WOODRUFF_Z, smallestValidSample } from '../stats/quantile-ranks';
import type { GroupEstimate } from '../stats/shrink';
import { ownMetrics } from './complete-evidence';
import { ownEvidence } from './own-evidence';
import type { PairValues } from './pair-values';
import { type ScoreSources, sliceEvidence } from './slice-evidence';

const HOUR = 3_600_000;
const WIDTHS = [HOUR / 4, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR, 7 * 24 * HOUR, 28 * 24 * HOUR];
const MOST_BINS = 72;
/** Pairs that a bin should hold for its P95 to have bounds, as long as that leaves a few bins. */
const PER_BIN = 150;
const FEWEST_BINS = 8;
/** Chance of calling a change in a steady series. */
const ALPHA = 0.01;
/** Parts in which a criterion is looked at where its figure does not change at one point. */
const PARTS = 4;
/** The quantile of a single arm that is followed. */
const P = 0.95;

const METRIC: Readonly<Record<SliceCriterion, DriftSeries['metric']>> = {
  latency_p95_ratio: 'latency_p95_ratio',
  error_rate: 'error_difference',
  win_rate: 'win_rate',
  similarity: 'similarity',
};

export interface DriftRequest {
  /** Loaded with the plan's own metrics. */
  values: PairValues;
  evidence: Evidence;
  plan: Plan;
  /** Results over all pairs, by criterion. */
  whole: Readonly<Record<SliceCriterion, CriterionResult>>;
  pace: Pace | null;
}

/** Figures over time with their change points; null without at least two bins of time. */
export function driftReport({ values, evidence, plan, whole, pace }: DriftRequest): DriftReport | null {
  const { firstTimestamp: first, lastTimestamp: last, complete } = evidence.coverage;
  if (first === null || last === null || last <= first) return null;
  const most = Math.min(MOST_BINS, Math.max(FEWEST_BINS, evidence.coverage.pairs / PER_BIN));
  const binMs =
    WIDTHS.find((width) => (last - first) / width <= most) ?? Math.ceil((last - first) / MOST_BINS);
  const bins = divide(values, (at) => Math.floor(at / binMs));
  if (bins.length < 2) return null;
  const starts = bins.map(({ key }) => key * binMs);
  const context: Context = {
    values,
    plan,
    sources: { similarity: evidence.similarity.source, winRate: evidence.winRate.source },
  };
  const found = bins.map(({ rows }) => figuresOf(rows, context));
  const own = ownTracked(plan).filter((metric) =>
    found.some(({ results }) => (results.get(metric)?.n ?? 0) > 0),
  );
  const criteria: CriterionKey[] = [...SLICE_CRITERIA.filter((criterion) => whole[criterion].n > 0), ...own];
  const series = [
    ...(whole.latency_p95_ratio.n > 0
      ? ARMS.map((arm) => armSeries(arm, { starts, levels: found.map(({ arms }) => arms[arm]) }))
      : []),
    ...criteria.map((criterion) =>
      criterionSeries(criterion, { starts, results: found.map(({ results }) => results.get(criterion)!) }),
    ),
  ];
  const inParts = new Map<string, ReturnType<typeof partsOf>>();
  const partial = criteria
    .filter((criterion) => criterion in METRIC || criterion in plan.own)
    .flatMap((criterion) => {
      const metric = metricOf(criterion);
      const changes = series.find((each) => each.metric === metric)?.changes ?? [];
      const cuts = changes.length > 0 ? changes.map(({ at }) => at) : equalCuts(first, last);
      const key = cuts.join();
      const parts = inParts.get(key) ?? partsOf(cuts, context);
      inParts.set(key, parts);
      return partialHold(criterion, { parts, edges: [first, ...cuts, last] });
    });
  return {
    binMs,
    first,
    last,
    series: [requests(bins, starts), ...series],
    partial,
    end: endOf({ complete, planned: plannedPairs(plan), last, pace }),
  };
}

interface Context {
  values: PairValues;
  plan: Plan;
  sources: ScoreSources;
}

/** A figure of one bin with its error on the additive scale; null where the bin can't tell it. */
interface Level {
  n: number;
  estimate: number | null;
  lower: number | null;
  upper: number | null;
  error: GroupEstimate | null;
}

/** Metrics that are followed beside the built-in criteria: those of the plan, and what is paid. */
function ownTracked(plan: Plan): MetricId[] {
  return [...new Set<MetricId>([...ownMetrics(plan), 'cost_ratio'])];
}

function metricOf(criterion: CriterionKey): DriftSeries['metric'] {
  return METRIC[criterion as SliceCriterion] ?? (criterion as MetricId);
}

function figuresOf(
  rows: Int32Array,
  { values, plan, sources }: Context,
): { arms: Record<ArmName, Level>; results: Map<CriterionKey, CriterionResult> } {
  const evidence = sliceEvidence(values, rows, sources);
  const tracked = ownTracked(plan);
  const own = ownEvidence(tracked, { values, rows, errors: evidence.errors });
  const results = new Map<CriterionKey, CriterionResult>(
    Object.entries(sliceResults(evidence, plan)) as never,
  );
  for (const metric of tracked) {
    const settings = plan.own[metric] ?? { threshold: METRICS[metric].threshold, required: false };
    results.set(metric, ownCriterion(metric, own[metric], { level: plan.level, ...settings }));
  }
  return {
    arms: {
      prod: armLevel(evidence.latency, 'prod', plan.level),
      shadow: armLevel(evidence.latency, 'shadow', plan.level),
    },
    results,
  };
}

/**
 * P95 of one arm with Woodruff's bounds on the log scale, widened for clusters; infinite where timeouts decide it, which
 * must not hide what is known of the other side.
 */
function armLevel(latency: LatencyEvidence, arm: ArmName, level: number): Level {
  const order = latency[arm];
  const { n } = latency;
  if (order === null || n < smallestValidSample(P) || !(order.lower > 0))
    return { n, estimate: null, lower: null, upper: null, error: null };
  const { lower, quantile, upper } = order;
  const { clusters } = latency;
  const variance = n * P * (1 - P);
  const deff =
    clusters && clusters.count > 1
      ? Math.max(1, ((clusters.count / (clusters.count - 1)) * clusters[arm]) / variance)
      : 1;
  const widened = Math.sqrt(deff) / WOODRUFF_Z;
  const z = normalQuantile(level, 0, 1);
  if (quantile === Infinity)
    return { n, estimate: quantile, lower: lower === Infinity ? null : lower, upper: Infinity, error: null };
  if (upper === Infinity)
    return {
      n,
      estimate: quantile,
      lower: quantile * Math.exp(-z * widened * Math.log(quantile / lower)),
      upper,
      error: null,
    };
  const se = (widened * Math.log(upper / lower)) / 2;
  return {
    n,
    estimate: quantile,
    lower: quantile * Math.exp(-z * se),
    upper: quantile * Math.exp(z * se),
    error: se > 0 ? { estimate: Math.log(quantile), se } : null,
  };
}

/** Rows by a key of their time, in order of the keys; rows without a time are left out. */
function divide({ ts }: PairValues, keyOf: (at: number) => number): { key: number; rows: Int32Array }[] {
  const sizes = new Map<number, number>();
  const keys = new Float64Array(ts.length);
  for (let row = 0; row < ts.length; row++) {
    const key = keyOf(ts[row]!);
    keys[row] = key;
    if (!Number.isNaN(key)) sizes.set(key, (sizes.get(key) ?? 0) + 1);
  }
  const groups = new Map([...sizes].map(([key, size]) => [key, { at: 0, rows: new Int32Array(size) }]));
  for (let row = 0; row < ts.length; row++) {
    const group = groups.get(keys[row]!);
    if (group) group.rows[group.at++] = row;
  }
  return [...groups].map(([key, { rows }]) => ({ key, rows })).toSorted((x, y) => x.key - y.key);
}

function requests(bins: readonly { rows: Int32Array }[], starts: readonly number[]): DriftSeries {
  const points = bins.map(({ rows }, i): DriftPoint => ({
    start: starts[i]!,
    n: rows.length,
    value: rows.length,
    lower: null,
    upper: null,
  }));
  return { metric: 'requests', label: 'Requests', points, changes: [] };
}

function armSeries(
  arm: ArmName,
  { starts, levels }: { starts: readonly number[]; levels: readonly Level[] },
): DriftSeries {
  const name = arm === 'prod' ? 'Production' : 'Shadow';
  return seriesOf(levels, {
    metric: `${arm}_p95`,
    label: `${name} latency P95`,
    name: `${name.toLowerCase()}’s P95`,
    starts,
    back: Math.exp,
    format: formatLatency,
  });
}

function criterionSeries(
  criterion: CriterionKey,
  { starts, results }: { starts: readonly number[]; results: readonly CriterionResult[] },
): DriftSeries {
  return seriesOf(
    results.map((result) => ({ ...result, error: estimateError(result) })),
    {
      metric: metricOf(criterion),
      label: results[0]!.label,
      name: criterionName(criterion),
      starts,
      back: isRatio(criterion) ? Math.exp : (value) => value,
      format: (value) => formatCriterion(criterion, value),
    },
  );
}

function seriesOf(
  levels: readonly Level[],
  {
    metric,
    label,
    name,
    starts,
    back,
    format,
  }: Pick<DriftSeries, 'metric' | 'label'> & {
    /** In a sentence. */
    name: string;
    starts: readonly number[];
    /** From the additive scale to the figure's own. */
    back(value: number): number;
    format(value: number): string;
  },
): DriftSeries {
  const points = levels.map(({ n, estimate, lower, upper }, i): DriftPoint => ({
    start: starts[i]!,
    n,
    value: estimate,
    lower,
    upper,
  }));
  const usable = levels.flatMap(({ error }, i) => (error === null ? [] : [{ i, ...error }]));
  const found = changePoints(
    usable.map(({ estimate, se }) => ({ mean: estimate, variance: se ** 2 })),
    ALPHA,
  );
  const changes = found.map(({ at, before, after, p }): DriftChange => {
    const start = starts[usable[at]!.i]!;
    return {
      at: start,
      before: back(before),
      after: back(after),
      p,
      words: `${name} went from ${format(back(before))} to ${format(back(after))} at ${formatMoment(start)}`,
    };
  });
  return { metric, label, points, changes };
}

function equalCuts(first: number, last: number): number[] {
  return Array.from({ length: PARTS - 1 }, (_, i) => first + ((i + 1) * (last - first)) / PARTS);
}

/** All figures in each stretch of time between cuts; `at` is its place among them. */
function partsOf(cuts: readonly number[], context: Context) {
  const partOf = (at: number): number =>
    Number.isNaN(at) ? at : cuts.reduce((part, cut) => part + Number(at >= cut), 0);
  return divide(context.values, partOf).map(({ key, rows }) => ({ at: key, ...figuresOf(rows, context) }));
}

/** A criterion that is decided one way in a part of the time and the other way in another. */
function partialHold(
  criterion: CriterionKey,
  { parts, edges }: { parts: ReturnType<typeof partsOf>; edges: readonly number[] },
): PartialHold[] {
  const stretches = parts.map(({ at, results }) => {
    const { n, estimate, verdict } = results.get(criterion)!;
    return { from: edges[at]!, to: edges[at + 1]!, n, estimate, verdict };
  });
  const holds = stretches.filter(({ verdict }) => verdict === 'GO').length;
  const fails = stretches.filter(({ verdict }) => verdict === 'NO-GO').length;
  if (holds === 0 || fails === 0) return [];
  const bad = stretches.find(({ verdict }) => verdict === 'NO-GO')!;
  return [
    {
      criterion,
      stretches,
      words: `${criterionName(criterion)} holds in ${holds} of ${stretches.length} stretches of time and is violated in ${fails}, first from ${formatMoment(bad.from)} on (${formatCriterion(criterion, bad.estimate)})`,
    },
  ];
}

function endOf({
  complete,
  planned,
  last,
  pace,
}: {
  complete: number;
  planned: number;
  last: number;
  pace: Pace | null;
}): DriftReport['end'] {
  const left = Math.max(0, planned - complete);
  const expectedAt = left === 0 ? last : pace ? last + (left / pace.perHour) * HOUR : null;
  return {
    plannedPairs: planned,
    complete,
    expectedAt,
    words:
      left === 0
        ? `The planned ${formatCount(planned)} complete pairs are there.`
        : expectedAt === null
          ? `${formatCount(left)} of ${formatCount(planned)} planned complete pairs are still missing; without timestamps no end can be told.`
          : `${formatCount(left)} of ${formatCount(planned)} planned complete pairs are still missing; at the present pace they are there on ${formatMoment(expectedAt)}.`,
  };
}

import { estimateError } from '../decision/estimate-error';
import { criterionName } from '../decision/overall';
import { sliceResults } from '../decision/slice-figures';
import type { CriterionResult } from '../model/decision';
import type { DriftChange, DriftPoint, DriftReport, DriftSeries, PartialHold } from '../model/drift';
import type { Evidence } from '../model/evidence';
import { formatCount, formatCriterion, formatMoment, isRatio } from '../model/format';
import { type Plan, plannedPairs } from '../model/plan';
import type { Pace } from '../model/board';
import { SLICE_CRITERIA, type SliceCriterion } from '../model/slices';
import { changePoints } from '../stats/change-points';
import type { PairValues } from './pair-values';
import { sliceEvidence } from './slice-evidence';

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

const METRIC: Readonly<Record<SliceCriterion, DriftSeries['metric']>> = {
  latency_p95_ratio: 'latency_p95_ratio',
  error_rate: 'error_difference',
  win_rate: 'win_rate',
  similarity: 'similarity',
};

export interface DriftRequest {
  values: PairValues;
  evidence: Evidence;
  plan: Plan;
  /** Results over all pairs, by criterion. */
  whole: Readonly<Record<SliceCriterion, CriterionResult>>;
  pace: Pace | null;
}

/** Criteria over time with their change points; null without at least two bins of time. */
export function driftReport({ values, evidence, plan, whole, pace }: DriftRequest): DriftReport | null {
  const { firstTimestamp: first, lastTimestamp: last, complete } = evidence.coverage;
  if (first === null || last === null || last <= first) return null;
  const most = Math.min(MOST_BINS, Math.max(FEWEST_BINS, evidence.coverage.pairs / PER_BIN));
  const binMs =
    WIDTHS.find((width) => (last - first) / width <= most) ?? Math.ceil((last - first) / MOST_BINS);
  const bins = divide(values, (at) => Math.floor(at / binMs));
  if (bins.length < 2) return null;
  const sources = { similarity: evidence.similarity.source, winRate: evidence.winRate.source };
  const results = bins.map(({ rows }) => sliceResults(sliceEvidence(values, rows, sources), plan));
  const starts = bins.map(({ key }) => key * binMs);
  const series = SLICE_CRITERIA.filter((criterion) => whole[criterion].n > 0).map((criterion) =>
    seriesOf(
      results.map((result) => result[criterion]),
      { criterion, starts, label: whole[criterion].label },
    ),
  );
  const partial = SLICE_CRITERIA.flatMap((criterion) => {
    const changes = series.find(({ metric }) => metric === METRIC[criterion])?.changes ?? [];
    const cuts = changes.length > 0 ? changes.map(({ at }) => at) : equalCuts(first, last);
    return partialHold(criterion, { values, plan, sources, first, last, cuts });
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

function seriesOf(
  results: readonly CriterionResult[],
  { criterion, starts, label }: { criterion: SliceCriterion; starts: readonly number[]; label: string },
): DriftSeries {
  const points = results.map(({ n, estimate, lower, upper }, i): DriftPoint => ({
    start: starts[i]!,
    n,
    value: finite(estimate),
    lower: finite(lower),
    upper: finite(upper),
  }));
  const usable = results.flatMap((result, i) => {
    const error = estimateError(result);
    return error === null ? [] : [{ i, ...error }];
  });
  const found = changePoints(
    usable.map(({ estimate, se }) => ({ mean: estimate, variance: se ** 2 })),
    ALPHA,
  );
  const changes = found.map(({ at, before, after, p }): DriftChange => {
    const back = (value: number): number => (isRatio(criterion) ? Math.exp(value) : value);
    const start = starts[usable[at]!.i]!;
    return {
      at: start,
      before: back(before),
      after: back(after),
      p,
      words: `${criterionName(criterion)} went from ${formatCriterion(criterion, back(before))} to ${formatCriterion(criterion, back(after))} at ${formatMoment(start)}`,
    };
  });
  return { metric: METRIC[criterion], label, points, changes };
}

function equalCuts(first: number, last: number): number[] {
  return Array.from({ length: PARTS - 1 }, (_, i) => first + ((i + 1) * (last - first)) / PARTS);
}

/** A criterion that is decided one way in a part of the time and the other way, or not at all, as a whole. */
function partialHold(
  criterion: SliceCriterion,
  {
    values,
    plan,
    sources,
    first,
    last,
    cuts,
  }: {
    values: PairValues;
    plan: Plan;
    sources: { similarity: string | null; winRate: string | null };
    first: number;
    last: number;
    cuts: readonly number[];
  },
): PartialHold[] {
  const partOf = (at: number): number =>
    Number.isNaN(at) ? at : cuts.reduce((part, cut) => part + Number(at >= cut), 0);
  const edges = [first, ...cuts, last];
  const stretches = divide(values, partOf).map(({ key, rows }) => {
    const { n, estimate, verdict } = sliceResults(sliceEvidence(values, rows, sources), plan)[criterion];
    return { from: edges[key]!, to: edges[key + 1]!, n, estimate, verdict };
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

/** JSON has no infinities, and a plot no place for them. */
function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

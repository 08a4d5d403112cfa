import type { CriterionResult } from '../model/decision';
import type { SliceEvidence } from '../model/evidence';
import { isRatio } from '../model/format';
import type { Plan } from '../model/plan';
import { SLICE_CRITERIA, type SliceCriterion, type SliceFigure } from '../model/slices';
import { benjaminiHochberg, benjaminiYekutieli } from '../stats/false-discovery';
import { type GroupEstimate, shrink } from '../stats/shrink';
import { errorRate } from './error-rate';
import { estimateError } from './estimate-error';
import { latencyP95Ratio } from './latency-p95-ratio';
import type { LookState } from './look-rule';
import { similarity } from './similarity';
import { winRate } from './win-rate';

/** The four criteria within a slice, by the plan's thresholds. @param rule left out: one analysis */
export function sliceResults(
  evidence: SliceEvidence,
  plan: Plan,
  rule?: LookState,
): Record<SliceCriterion, CriterionResult> {
  const { level, missingShadow, criteria } = plan;
  const frame = { level, required: false, ...(rule && { rule }) };
  return {
    latency_p95_ratio: latencyP95Ratio(evidence.latency, {
      ...frame,
      threshold: criteria.latency_p95_ratio.threshold,
    }),
    error_rate: errorRate(evidence.errors, {
      ...frame,
      threshold: criteria.error_rate.margin,
      missingShadow,
    }),
    win_rate: winRate(evidence.winRate, { ...frame, threshold: criteria.win_rate.threshold }),
    similarity: similarity(evidence.similarity, { ...frame, threshold: criteria.similarity.threshold }),
  };
}

export type SliceResults = Readonly<Record<SliceCriterion, CriterionResult>>;

/**
 * Figures of many slices with alarms over all of them together, and how bad each slice is after shrinkage: how far its
 * worst figure lies on the failing side, in standard errors of the whole. Alarms by Benjamini–Hochberg from one analysis;
 * of a log that grows by Benjamini–Yekutieli from p-values that hold at every look, since figures that are looked at
 * together again and again depend on each other in no known way.
 * @param anytime results by bounds that hold at every look; null for one analysis
 */
export function sliceFigures(
  slices: readonly SliceResults[],
  whole: SliceResults,
  { q, anytime }: { q: number; anytime: readonly SliceResults[] | null },
): { figures: SliceFigure[][]; ranks: number[]; tests: number } {
  const tests = slices.flatMap((results, slice) =>
    SLICE_CRITERIA.flatMap((criterion) => {
      const p = (anytime?.[slice] ?? results)[criterion].harmP;
      return p === null ? [] : [{ slice, criterion, p }];
    }),
  );
  const adjusted = (anytime === null ? benjaminiHochberg : benjaminiYekutieli)(tests.map(({ p }) => p));
  const adjustedOf = new Map(tests.map(({ slice, criterion }, i) => [`${slice} ${criterion}`, adjusted[i]!]));
  const shrunk = new Map(SLICE_CRITERIA.map((criterion) => [criterion, shrunkOf(slices, criterion)]));
  const figures = slices.map((results, slice) =>
    SLICE_CRITERIA.map((criterion): SliceFigure => {
      const { n, estimate, lower, upper } = results[criterion];
      const { harmP } = (anytime?.[slice] ?? results)[criterion];
      const adjustedP = adjustedOf.get(`${slice} ${criterion}`) ?? null;
      return {
        criterion,
        n,
        estimate,
        lower,
        upper,
        whole: whole[criterion].estimate,
        harmP,
        adjustedP,
        alarm: adjustedP !== null && adjustedP <= q,
        shrunk: shrunk.get(criterion)!.get(slice) ?? null,
      };
    }),
  );
  const ranks = figures.map((row) =>
    Math.max(...row.map((figure) => distance(figure, whole[figure.criterion]))),
  );
  return { figures, ranks, tests: tests.length };
}

function shrunkOf(slices: readonly SliceResults[], criterion: SliceCriterion): Map<number, number> {
  const known: { slice: number; group: GroupEstimate }[] = slices.flatMap((results, slice) => {
    const group = estimateError(results[criterion]);
    return group === null ? [] : [{ slice, group }];
  });
  if (known.length < 2)
    return new Map(known.map(({ slice, group }) => [slice, back(criterion, group.estimate)]));
  const values = shrink(known.map(({ group }) => group));
  return new Map(known.map(({ slice }, i) => [slice, back(criterion, values[i]!)]));
}

function back(criterion: SliceCriterion, value: number): number {
  return isRatio(criterion) ? Math.exp(value) : value;
}

function distance(figure: SliceFigure, whole: CriterionResult): number {
  const group = estimateError(whole);
  if (figure.shrunk === null || group === null) return -Infinity;
  const on = (value: number): number => (isRatio(figure.criterion) ? Math.log(value) : value);
  const beyond = on(figure.shrunk) - on(whole.threshold);
  return (whole.passes === 'below' ? beyond : -beyond) / group.se;
}

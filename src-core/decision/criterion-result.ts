import type { CriterionResult } from '../model/decision';
import { formatCriterion } from '../model/format';
import type { Needed } from './needed';
import { verdictRule } from './verdict-rule';
import { percent } from './words';

/** What stays the same whether or not a criterion could be measured. */
export type CriterionFrame = Pick<
  CriterionResult,
  'id' | 'label' | 'threshold' | 'passes' | 'level' | 'required'
>;

export interface Measurement extends Pick<
  CriterionResult,
  'n' | 'estimate' | 'lower' | 'upper' | 'harmP' | 'method' | 'details'
> {
  cautions?: readonly string[];
  /** What is still missing, used where there is no verdict yet. */
  needed: Needed;
  /** Said after the figures. */
  note?: string;
}

/** A criterion with figures: applies the verdict rule and says in words what it found. */
export function measured(frame: CriterionFrame, measurement: Measurement): CriterionResult {
  const { needed, note, cautions = [], ...figures } = measurement;
  const verdict = verdictRule({ ...frame, ...figures });
  const decided = verdict !== 'NOT-ENOUGH-DATA';
  const reason = boundsInWords({ ...frame, ...figures, verdict });
  return {
    ...frame,
    ...figures,
    cautions,
    verdict,
    needed: decided ? 0 : needed.needed,
    neededRange: decided ? null : needed.range,
    reason: [reason, note, decided ? '' : needed.reason].filter(Boolean).join(' '),
  };
}

/** A criterion without bounds, and so without a verdict. */
export function notMeasured(
  frame: CriterionFrame,
  rest: Pick<CriterionResult, 'n' | 'method' | 'reason'> &
    Partial<Pick<CriterionResult, 'estimate' | 'needed' | 'details' | 'cautions'>>,
): CriterionResult {
  return {
    ...frame,
    estimate: null,
    lower: null,
    upper: null,
    verdict: 'NOT-ENOUGH-DATA',
    needed: null,
    neededRange: null,
    cautions: [],
    harmP: null,
    details: {},
    ...rest,
  };
}

function boundsInWords({
  id,
  level,
  lower,
  upper,
  threshold,
  passes,
  verdict,
}: CriterionFrame & Pick<CriterionResult, 'lower' | 'upper' | 'verdict'>): string {
  const limit = formatCriterion(id, threshold);
  const show = (bound: number) => (bound === Infinity ? 'infinity' : formatCriterion(id, bound, threshold));
  if (verdict === 'NOT-ENOUGH-DATA') {
    if (lower === null || upper === null) return '';
    return `The ${percent(level)} bounds ${show(lower)} and ${show(upper)} lie on both sides of ${limit}.`;
  }
  const isBelow = (passes === 'below') === (verdict === 'GO');
  const bound = isBelow ? upper : lower;
  if (bound === null) return '';
  const extent = isBelow ? 'at most' : 'at least';
  const relation = `${verdict === 'GO' ? '' : 'not '}${passes}`;
  return `With ${percent(level)} confidence ${extent} ${show(bound)}, which is ${relation} ${limit}.`;
}

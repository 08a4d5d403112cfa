import type { CriterionResult } from '../model/decision';
import { formatCount, formatCriterion } from '../model/format';
import type { CriterionKey } from '../model/plan';
import { FIXED_LOOK, type LookState } from './look-rule';
import type { Needed } from './needed';
import { verdictRule } from './verdict-rule';
import { percent } from './words';

/** What the plan and the look say about a criterion. */
export interface CriterionSettings {
  /** Left out: the built-in one. */
  key?: CriterionKey;
  level: number;
  threshold: number;
  required: boolean;
  minPairs?: number;
  /** Left out: one analysis of a finished log. */
  rule?: LookState;
}

/** What stays the same whether or not a criterion could be measured. */
export interface CriterionFrame extends Pick<
  CriterionResult,
  'id' | 'label' | 'threshold' | 'passes' | 'level' | 'required' | 'claim'
> {
  minPairs: number;
  rule: LookState;
}

/** The frame of a criterion; in a protected slice its label says so. */
export function frameOf(
  { key, rule, minPairs, threshold, level, required }: CriterionSettings,
  base: Pick<CriterionResult, 'id' | 'label' | 'passes'> & { claim?: CriterionFrame['claim'] },
): CriterionFrame {
  const slice = key?.split(/@(.*)/s)[1];
  return {
    id: key ?? base.id,
    label: slice === undefined ? base.label : `${base.label} in ${slice}`,
    passes: base.passes,
    claim: base.claim ?? null,
    threshold,
    level,
    required,
    minPairs: minPairs ?? 0,
    rule: rule ?? FIXED_LOOK,
  };
}

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
  const { n, estimate, lower, upper, harmP, method, details, note, cautions = [] } = measurement;
  const needed = untilNextLook(measurement.needed, frame);
  const { verdict, why } = verdictOf(frame, { n, lower, upper });
  const decided = verdict !== 'NOT-ENOUGH-DATA';
  const short = !decided && n < frame.minPairs ? frame.minPairs - n : 0;
  const shown = shownOf(frame);
  const reason = why ?? boundsInWords(shown, { lower, upper, verdict });
  return {
    ...shown,
    n,
    estimate,
    lower,
    upper,
    harmP,
    method,
    details,
    cautions,
    verdict,
    needed: decided ? 0 : needed.needed === null ? null : Math.max(short, needed.needed),
    neededRange: decided ? null : needed.range,
    reason: [reason, note, decided ? '' : needed.reason].filter(Boolean).join(' '),
    look: { kind: frame.rule.kind, words: frame.rule.words(frame.level) },
  };
}

/** However few more pairs would do, a GO is only given at a planned look. */
function untilNextLook(needed: Needed, { rule }: CriterionFrame): Needed {
  const { toNextLook } = rule;
  if (toNextLook === null)
    return {
      needed: null,
      range: null,
      reason: needed.needed === null ? needed.reason : 'No planned look is left; another needs a new plan.',
    };
  if (needed.needed === null || needed.needed >= toNextLook) return needed;
  const atLeast = (pairs: number | null): number | null => pairs && Math.max(pairs, toNextLook);
  return {
    needed: toNextLook,
    range: needed.range && [atLeast(needed.range[0]), atLeast(needed.range[1])],
    reason: `The next look that can give a GO comes with ${formatCount(toNextLook)} more complete pairs.`,
  };
}

/** What of the frame is part of the result; named one by one, since copying "the rest" is slow and what-if is not. */
function shownOf({ id, label, passes, claim, threshold, level, required }: CriterionFrame) {
  return { id, label, passes, claim: claim ?? null, threshold, level, required };
}

/** A criterion without bounds, and so without a verdict. */
export function notMeasured(
  frame: CriterionFrame,
  rest: Pick<CriterionResult, 'n' | 'method' | 'reason'> &
    Partial<Pick<CriterionResult, 'estimate' | 'needed' | 'details' | 'cautions'>>,
): CriterionResult {
  return {
    ...shownOf(frame),
    estimate: null,
    lower: null,
    upper: null,
    verdict: 'NOT-ENOUGH-DATA',
    needed: null,
    neededRange: null,
    cautions: [],
    harmP: null,
    look: { kind: frame.rule.kind, words: frame.rule.words(frame.level) },
    details: {},
    ...rest,
  };
}

/** The verdict of the bounds, held back where the plan asks for more pairs or the look can't give a GO. */
function verdictOf(
  frame: CriterionFrame,
  figures: Pick<CriterionResult, 'lower' | 'upper' | 'n'>,
): { verdict: CriterionResult['verdict']; why: string | null } {
  const { minPairs, rule, level } = frame;
  const { lower, upper } = figures;
  const { threshold, passes } = frame;
  const verdict = verdictRule({ lower, upper, threshold, passes });
  if (verdict === 'NO-GO') return { verdict, why: null };
  const earlier = rule.decided.get(frame.id);
  if (earlier !== undefined)
    return {
      verdict: 'GO',
      why: `Decided GO at the planned look at ${formatCount(earlier)} complete pairs.`,
    };
  if (verdict === 'GO' && figures.n < minPairs)
    return {
      verdict: 'NOT-ENOUGH-DATA',
      why: `The bound passes, but the plan asks for at least ${formatCount(minPairs)} pairs; there are ${formatCount(figures.n)}.`,
    };
  if (verdict === 'GO' && rule.kind === 'between')
    return { verdict: 'NOT-ENOUGH-DATA', why: rule.words(level) };
  return { verdict, why: null };
}

function boundsInWords(
  { id, level, threshold, passes }: ReturnType<typeof shownOf>,
  { lower, upper, verdict }: Pick<CriterionResult, 'lower' | 'upper' | 'verdict'>,
): string {
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

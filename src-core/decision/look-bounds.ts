import { SEQUENCE_FROM, sequenceHalfWidth } from '../stats/asymptotic-sequence';
import type { Bounds } from '../stats/bounds';
import { smallestAlpha } from '../stats/smallest-alpha';
import type { LookState } from './look-rule';
import { verdictRule } from './verdict-rule';

/** An estimate with what its bounds are made of. */
export interface Estimated {
  n: number;
  estimate: number;
  /** Standard error; on the scale of ln estimate for a ratio. */
  se: number;
  /** Whether the estimate is a ratio, bounded on the log scale. */
  ratio: boolean;
  /** Bounds of one analysis of a finished sample, each one-sided at the level. */
  boundsAt(level: number): { lower: number | null; upper: number | null };
  /** p-value of "the criterion is violated" of one analysis; left out: found from `boundsAt`. */
  harmP?: number;
  /** Where given: the harm-side bound at any time and level, instead of the asymptotic confidence sequence. */
  harmBoundAt?(level: number): number | null;
}

interface Side {
  threshold: number;
  passes: 'below' | 'above';
  level: number;
}

/**
 * Bounds at this look: on the side that a GO is given by, those of the look's own level; on the side of harm those
 * that hold at any time. `harmP` is the p-value of "the criterion is violated", valid under the same rule.
 */
export function lookBounds(
  estimated: Estimated,
  { threshold, passes, level }: Side,
  rule: LookState,
): { lower: number | null; upper: number | null; harmP: number } {
  const { expected } = rule;
  const tunedTo = 1 - level;
  const harmAt = (at: number): { lower: number | null; upper: number | null } => {
    if (expected === null) return estimated.boundsAt(at);
    const bound = estimated.harmBoundAt
      ? estimated.harmBoundAt(at)
      : sequenceBound(estimated, { level: at, expected, passes, tunedTo });
    return passes === 'below' ? { lower: bound, upper: null } : { lower: null, upper: bound };
  };
  const found = (): number =>
    smallestAlpha((at) => verdictRule({ ...harmAt(at), threshold, passes }) === 'NO-GO');
  const harmP = expected === null ? (estimated.harmP ?? found()) : found();
  if (expected === null) {
    const { lower, upper } = estimated.boundsAt(level);
    return { lower, upper, harmP };
  }
  const goLevel = rule.goLevel(level);
  const goSide = passes === 'below' ? 'upper' : 'lower';
  const opposite = passes === 'below' ? 'above' : 'below';
  const go =
    goLevel === null
      ? sequenceBound(estimated, { level, expected, passes: opposite, tunedTo })
      : estimated.boundsAt(goLevel)[goSide];
  return { ...harmAt(level), [goSide]: go, harmP };
}

/** The bound on the side of harm at any time; null before the asymptotics hold. */
function sequenceBound(
  { n, estimate, se, ratio }: Estimated,
  {
    level,
    expected,
    passes,
    tunedTo,
  }: { level: number; expected: number; passes: 'below' | 'above'; tunedTo: number },
): number | null {
  if (n < SEQUENCE_FROM || !Number.isFinite(estimate) || !Number.isFinite(se)) return null;
  const half = sequenceHalfWidth({ n, sd: se * Math.sqrt(n), alpha: 1 - level, expected, sides: 1, tunedTo });
  const side: keyof Bounds = passes === 'below' ? 'lower' : 'upper';
  const signed = side === 'lower' ? -half : half;
  return ratio ? estimate * Math.exp(signed) : estimate + signed;
}

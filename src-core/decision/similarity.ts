import type { CriterionResult } from '../model/decision';
import type { MomentEvidence } from '../model/evidence';
import { formatCount } from '../model/format';
import { wider } from '../stats/bounds';
import { empiricalBernsteinBounds, johnsonBounds } from '../stats/mean-bounds';
import { smallestAlpha } from '../stats/smallest-alpha';
import { type CriterionFrame, measured, notMeasured } from './criterion-result';
import { finiteOrNull } from './finite-or-null';
import { needed } from './needed';
import { verdictRule } from './verdict-rule';

const FEWEST = 30;
/** From here on the skew-corrected bound alone covers close to its level. */
const LARGE = 200;
const METHOD = 'mean, skew-corrected t bound (Johnson)';
const METHOD_SMALL = `${METHOD} or empirical Bernstein bound for scores in [0, 1], whichever is more cautious`;

/** Is the mean similarity of the outputs above `threshold`? */
export function similarity(
  evidence: MomentEvidence,
  { level, threshold, required }: { level: number; threshold: number; required: boolean },
): CriterionResult {
  const frame: CriterionFrame = {
    id: 'similarity',
    label: 'Mean similarity',
    threshold,
    passes: 'above',
    level,
    required,
  };
  const { n, unmeasured, source } = evidence;
  const mean = finiteOrNull(evidence.mean);
  const sd = finiteOrNull(evidence.sd);
  const m3 = finiteOrNull(evidence.m3);
  const cautious = n < LARGE || sd === 0;
  const named = cautious ? METHOD_SMALL : METHOD;
  const method = source === null ? named : `${named}; measured by ${source}`;
  const details = { sd, m3, unmeasured };
  if (!(n >= FEWEST) || mean === null || sd === null || m3 === null) {
    const reason =
      n > 0
        ? `A verdict needs at least ${FEWEST} pairs with a similarity; there are ${formatCount(n)}.`
        : 'Not measured yet.';
    return notMeasured(frame, { n, estimate: mean, method, reason, details });
  }
  const boundsAt = (at: number) => {
    const johnson = johnsonBounds({ n, mean, sd, m3 }, at);
    return cautious ? wider(johnson, empiricalBernsteinBounds({ n, mean, sd }, at)) : johnson;
  };
  const { lower, upper } = boundsAt(level);
  return measured(frame, {
    n,
    estimate: mean,
    lower: Math.max(-1, lower),
    upper: Math.min(1, upper),
    harmP: smallestAlpha((at) => verdictRule({ ...frame, ...boundsAt(at) }) === 'NO-GO'),
    method,
    cautions: unmeasured > 0 ? [`${formatCount(unmeasured)} eligible pairs have no similarity`] : [],
    needed: needed({ n, level, u: sd, effect: mean - threshold, atLeast: LARGE }),
    details,
  });
}

import type { CriterionResult } from '../model/decision';
import type { MomentEvidence } from '../model/evidence';
import { formatCount } from '../model/format';
import { wider } from '../stats/bounds';
import { empiricalBernsteinBounds, johnsonBounds } from '../stats/mean-bounds';
import { clusterHalfWidth } from './cluster-half-width';
import { type CriterionSettings, frameOf, measured, notMeasured } from './criterion-result';
import { finiteOrNull } from './finite-or-null';
import { lookBounds } from './look-bounds';
import { needed } from './needed';

const FEWEST = 30;
/** From here on the skew-corrected bound alone covers close to its level. */
const LARGE = 200;
const METHOD = 'mean, skew-corrected t bound (Johnson)';
const METHOD_SMALL = `${METHOD} or empirical Bernstein bound for scores in [0, 1], whichever is more cautious`;

/** Is the mean similarity of the outputs above `threshold`? */
export function similarity(evidence: MomentEvidence, settings: CriterionSettings): CriterionResult {
  const frame = frameOf(settings, { id: 'similarity', label: 'Mean similarity', passes: 'above' });
  const { level, threshold } = settings;
  const { n, unmeasured, source } = evidence;
  const mean = finiteOrNull(evidence.mean);
  const sd = finiteOrNull(evidence.sd);
  const m3 = finiteOrNull(evidence.m3);
  const cautious = n < LARGE || sd === 0;
  const named = `${cautious ? METHOD_SMALL : METHOD}${evidence.clusters ? ', cluster-robust' : ''}`;
  const method = source === null ? named : `${named}; measured by ${source}`;
  const details = { sd, m3, unmeasured };
  if (!(n >= FEWEST) || mean === null || sd === null || m3 === null) {
    const reason =
      n > 0
        ? `A verdict needs at least ${FEWEST} pairs with a similarity; there are ${formatCount(n)}.`
        : 'Not measured yet.';
    return notMeasured(frame, { n, estimate: mean, method, reason, details });
  }
  const clustered = clusterHalfWidth(evidence);
  const boundsAt = (at: number) => {
    const johnson = johnsonBounds({ n, mean, sd, m3 }, at);
    const single = cautious ? wider(johnson, empiricalBernsteinBounds({ n, mean, sd }, at)) : johnson;
    if (clustered === null) return single;
    const extra = clustered.extra(at);
    return { lower: single.lower - extra, upper: single.upper + extra };
  };
  const se = Math.max(sd / Math.sqrt(n), clustered?.se ?? 0);
  const { lower, upper, harmP } = lookBounds(
    { n, estimate: mean, se, ratio: false, boundsAt },
    frame,
    frame.rule,
  );
  return measured(frame, {
    n,
    estimate: mean,
    lower: lower && Math.max(-1, lower),
    upper: upper && Math.min(1, upper),
    harmP,
    method,
    cautions: [
      ...(unmeasured > 0 ? [`${formatCount(unmeasured)} eligible pairs have no similarity`] : []),
      ...(clustered?.cautions ?? []),
    ],
    needed: needed({ n, level, u: se * Math.sqrt(n), effect: mean - threshold, atLeast: LARGE }),
    details: { ...details, ...clustered?.details },
  });
}

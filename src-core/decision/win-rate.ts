import type { CriterionResult } from '../model/decision';
import type { MomentEvidence } from '../model/evidence';
import { formatCount } from '../model/format';
import { wider } from '../stats/bounds';
import { empiricalBernsteinBounds, tBounds } from '../stats/mean-bounds';
import { sampleSize } from '../stats/sample-size';
import { smallestAlpha } from '../stats/smallest-alpha';
import { type CriterionFrame, measured, notMeasured } from './criterion-result';
import { finiteOrNull } from './finite-or-null';
import { POWER, type Needed, needed } from './needed';
import { verdictRule } from './verdict-rule';
import { percent } from './words';

const FEWEST = 30;
const METHOD = 'mean win rate with ties as ½, t bound, pairs taken as independent';

/** Judged pairs below which the need is planned from an assumed win rate instead of the estimate. */
export const PLANNED_BELOW = 100;

/** The win rate that a plan is made for: five points above the threshold. */
export function assumedWinRate(threshold: number): number {
  return threshold + 0.05;
}

/** Does the judge prefer the shadow in more than `threshold` of the judged pairs? */
export function winRate(
  evidence: MomentEvidence,
  { level, threshold, required }: { level: number; threshold: number; required: boolean },
): CriterionResult {
  const frame: CriterionFrame = {
    id: 'win_rate',
    label: 'Judge win rate of shadow',
    threshold,
    passes: 'above',
    level,
    required,
  };
  const { n, unmeasured, source } = evidence;
  const mean = finiteOrNull(evidence.mean);
  const sd = finiteOrNull(evidence.sd);
  const method = source === null ? METHOD : `${METHOD}; judged by ${source}`;
  const details = { sd, unjudged: unmeasured };
  const planned = plannedNeed({ n, level, threshold });
  if (!(n >= FEWEST) || mean === null || sd === null) {
    const reason =
      n > 0
        ? `A verdict needs at least ${FEWEST} judged pairs; there are ${formatCount(n)}.`
        : 'Not judged yet.';
    return notMeasured(frame, {
      n,
      estimate: mean,
      method,
      reason: `${reason} ${planned.reason}`,
      needed: planned.needed,
      details,
    });
  }
  const boundsAt = (at: number) => {
    const student = tBounds({ n, mean, sd }, at);
    const { lower, upper } =
      sd === 0 ? wider(student, empiricalBernsteinBounds({ n, mean, sd }, at)) : student;
    return { lower: Math.max(0, lower), upper: Math.min(1, upper) };
  };
  return measured(frame, {
    n,
    estimate: mean,
    ...boundsAt(level),
    harmP: smallestAlpha((at) => verdictRule({ ...frame, ...boundsAt(at) }) === 'NO-GO'),
    method,
    cautions: unmeasured > 0 ? [`${formatCount(unmeasured)} eligible pairs are not judged`] : [],
    needed:
      n < PLANNED_BELOW
        ? planned
        : needed({ n, level, u: sd, effect: mean - threshold, unit: 'judged pairs' }),
    details,
  });
}

/** Scores lie in [0, 1] and so have a variance of at most ¼. */
function plannedNeed({ n, level, threshold }: { n: number; level: number; threshold: number }): Needed {
  const assumed = assumedWinRate(threshold);
  if (assumed >= 1) return { needed: null, range: null, reason: '' };
  const effect = assumed - threshold;
  const total = Math.max(FEWEST, Math.ceil(sampleSize({ level, power: POWER, u: 0.5, effect })));
  const further = Math.max(1, total - n);
  return {
    needed: further,
    range: null,
    reason: `About ${formatCount(further)} ${n > 0 ? 'more ' : ''}judged pairs give an ${percent(POWER)} chance of GO if the true win rate is ${percent(assumed)}.`,
  };
}

import type { CriterionResult } from '../model/decision';
import type { MomentEvidence } from '../model/evidence';
import type { CriterionKey } from '../model/plan';
import { formatCount } from '../model/format';
import { wider } from '../stats/bounds';
import { empiricalBernsteinBounds, tBounds } from '../stats/mean-bounds';
import { sampleSize } from '../stats/sample-size';
import { clusterHalfWidth } from './cluster-half-width';
import { type CriterionSettings, frameOf, measured, notMeasured } from './criterion-result';
import { finiteOrNull } from './finite-or-null';
import { lookBounds } from './look-bounds';
import { POWER, type Needed, needed } from './needed';
import { percent } from './words';

const FEWEST = 30;
const METHOD = 'mean win rate with ties as ½, t bound';

/** Judged pairs below which the need is planned from an assumed win rate instead of the estimate. */
export const PLANNED_BELOW = 100;

/** The win rate that a plan is made for: five points above the threshold. */
export function assumedWinRate(threshold: number): number {
  return threshold + 0.05;
}

/** Does the judge prefer the shadow in more than `threshold` of the judged pairs? */
export function winRate(evidence: MomentEvidence, settings: CriterionSettings): CriterionResult {
  return preference(evidence, settings, {
    id: 'win_rate',
    label: 'Judge win rate of shadow',
    judged: 'judged',
  });
}

/** The same for preferences of people. */
export function preference(
  evidence: MomentEvidence,
  settings: CriterionSettings,
  { id, label, judged }: { id: CriterionKey; label: string; judged: string },
): CriterionResult {
  const { level, threshold } = settings;
  const frame = frameOf(settings, {
    id,
    label,
    passes: 'above',
    claim: threshold >= 0.5 ? 'superiority' : 'non-inferiority',
  });
  const { n, unmeasured, source } = evidence;
  const mean = finiteOrNull(evidence.mean);
  const sd = finiteOrNull(evidence.sd);
  const clustered = clusterHalfWidth(evidence);
  const named = `${METHOD}, ${clustered ? 'cluster-robust' : 'pairs taken as independent'}`;
  const method = source === null ? named : `${named}; ${judged} by ${source}`;
  const details = { sd, unjudged: unmeasured, ...clustered?.details };
  const planned = plannedNeed({ n, level, threshold, judged });
  if (!(n >= FEWEST) || mean === null || sd === null) {
    const reason =
      n > 0
        ? `A verdict needs at least ${FEWEST} ${judged} pairs; there are ${formatCount(n)}.`
        : `Not ${judged} yet.`;
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
    const extra = clustered?.extra(at) ?? 0;
    return { lower: Math.max(0, lower - extra), upper: Math.min(1, upper + extra) };
  };
  const se = Math.max(sd / Math.sqrt(n), clustered?.se ?? 0);
  const { harmP, ...bounds } = lookBounds(
    { n, estimate: mean, se, ratio: false, boundsAt },
    frame,
    frame.rule,
  );
  return measured(frame, {
    n,
    estimate: mean,
    ...bounds,
    harmP,
    method,
    cautions: [
      ...(unmeasured > 0 ? [`${formatCount(unmeasured)} eligible pairs are not ${judged}`] : []),
      ...byRule(evidence),
      ...(clustered?.cautions ?? []),
    ],
    needed:
      n < PLANNED_BELOW
        ? planned
        : needed({ n, level, u: se * Math.sqrt(n), effect: mean - threshold, unit: `${judged} pairs` }),
    details,
  });
}

/** Scores lie in [0, 1] and so have a variance of at most ¼. */
function plannedNeed({
  n,
  level,
  threshold,
  judged,
}: {
  n: number;
  level: number;
  threshold: number;
  judged: string;
}): Needed {
  const assumed = assumedWinRate(threshold);
  if (assumed >= 1) return { needed: null, range: null, reason: '' };
  const effect = assumed - threshold;
  const total = Math.max(FEWEST, Math.ceil(sampleSize({ level, power: POWER, u: 0.5, effect })));
  const further = Math.max(1, total - n);
  return {
    needed: further,
    range: null,
    reason: `About ${formatCount(further)} ${n > 0 ? 'more ' : ''}${judged} pairs give an ${percent(POWER)} chance of GO if the true win rate is ${percent(assumed)}.`,
  };
}

/** Pairs that count without having been asked about. */
function byRule({ byRule: counts }: MomentEvidence): string[] {
  const decided = (counts?.failedArm ?? 0) + (counts?.identical ?? 0);
  if (!counts || decided === 0) return [];
  const { failedArm, identical } = counts;
  const parts = [
    failedArm > 0 && `${formatCount(failedArm)} in which an arm failed`,
    identical > 0 && `${formatCount(identical)} with equal outputs, as ties`,
  ].filter(Boolean);
  return [`${formatCount(decided)} of the pairs are decided by rule: ${parts.join(', ')}`];
}

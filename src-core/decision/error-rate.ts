import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import type { CriterionResult } from '../model/decision';
import type { ErrorEvidence } from '../model/evidence';
import { formatCount } from '../model/format';
import type { Plan } from '../model/plan';
import { mcnemar } from '../stats/mcnemar';
import { type PairedCounts, tangoBounds, tangoScore } from '../stats/tango';
import { type CriterionFrame, measured, notMeasured } from './criterion-result';
import { type Needed, needed } from './needed';
import { percent } from './words';

const FEW_DISCORDANT = 10;
const SUPERIORITY =
  'A rate strictly below production’s cannot be shown when both arms fail equally often; if a small increase is ' +
  'acceptable, declare the largest such one as criteria.error_rate.margin in the plan.';

/** Is the shadow's error rate below production's plus `margin`, on the same requests? */
export function errorRate(
  evidence: ErrorEvidence,
  {
    level,
    margin,
    required,
    missingShadow,
  }: { level: number; margin: number; required: boolean; missingShadow: Plan['missingShadow'] },
): CriterionResult {
  const frame: CriterionFrame = {
    id: 'error_rate',
    label: 'Error rate, shadow − production',
    threshold: margin,
    passes: 'below',
    level,
    required,
  };
  const method = methodOf(margin, missingShadow);
  const table = tableOf(evidence, missingShadow);
  const { b, c, n } = table;
  const details = { ...table.details, ...manski(evidence) };
  if (!(n > 0)) {
    const reason = 'Not measured yet: no request was settled by both arms.';
    return notMeasured(frame, { n: 0, method, reason, details });
  }
  const score = tangoScore(table, margin);
  const estimate = (b - c) / n;
  const { exact, midP } = mcnemar(b, c);
  return measured(frame, {
    n,
    estimate,
    ...tangoBounds(table, level),
    harmP: normalCdf(-score, 0, 1),
    method,
    cautions: cautionsOf(evidence, { discordant: b + c, missingShadow }),
    needed: neededRequests(table, { level, margin }),
    details: { ...details, midP, exactP: exact },
  });
}

function neededRequests(table: PairedCounts, { level, margin }: { level: number; margin: number }): Needed {
  const { b, c, n } = table;
  const effect = margin - (b - c) / n;
  // The score test's own deviation: unlike √(b + c)/n it does not vanish without discordant pairs.
  const u =
    effect === 0
      ? Math.sqrt((b + c) / n)
      : (Math.sqrt(n) * Math.abs(effect)) / Math.abs(tangoScore(table, margin));
  const projection = needed({ n, level, u, effect, unit: 'requests' });
  return margin === 0 ? { ...projection, reason: `${projection.reason} ${SUPERIORITY}` } : projection;
}

function methodOf(margin: number, missingShadow: Plan['missingShadow']): string {
  const claim = margin === 0 ? 'superiority' : `non-inferiority, margin ${percent(margin)}`;
  const missing = missingShadow === 'failed' ? 'count as failed' : 'are left out';
  return `Tango score bound, ${claim}; requests without a shadow answer ${missing}`;
}

function tableOf(evidence: ErrorEvidence, missingShadow: Plan['missingShadow']) {
  const asFailed = missingShadow === 'failed' ? evidence.missingShadow : { prodFailed: 0, prodAnswered: 0 };
  const both = evidence.both + asFailed.prodFailed;
  const b = evidence.shadowOnly + asFailed.prodAnswered;
  const c = evidence.prodOnly;
  const n = both + b + c + evidence.neither;
  return {
    b,
    c,
    n,
    details: {
      both,
      shadowOnly: b,
      prodOnly: c,
      neither: evidence.neither,
      missingShadow: evidence.missingShadow.prodFailed + evidence.missingShadow.prodAnswered,
      missingProd: evidence.missingProd,
    },
  };
}

/**
 * The difference if every missing shadow answer had come, or if none had, whatever the plan says.
 * Manski 1989, J Hum Resour 24:343.
 */
function manski({ both, shadowOnly, prodOnly, neither, missingShadow }: ErrorEvidence) {
  const { prodFailed, prodAnswered } = missingShadow;
  const n = both + shadowOnly + prodOnly + neither + prodFailed + prodAnswered;
  if (!(n > 0)) return { manskiLower: null, manskiUpper: null };
  return {
    manskiLower: (shadowOnly - prodOnly - prodFailed) / n,
    manskiUpper: (shadowOnly - prodOnly + prodAnswered) / n,
  };
}

function cautionsOf(
  evidence: ErrorEvidence,
  { discordant, missingShadow }: { discordant: number; missingShadow: Plan['missingShadow'] },
): string[] {
  const cautions: string[] = [];
  if (discordant < FEW_DISCORDANT) {
    cautions.push(`fewer than ${FEW_DISCORDANT} discordant pairs (${formatCount(discordant)})`);
  }
  const missing = evidence.missingShadow.prodFailed + evidence.missingShadow.prodAnswered;
  if (missing > 0) {
    const how = missingShadow === 'failed' ? 'counted as failed' : 'left out';
    cautions.push(`${formatCount(missing)} requests without a shadow answer are ${how}`);
  }
  if (evidence.missingProd > 0) {
    cautions.push(`${formatCount(evidence.missingProd)} requests without a production answer are left out`);
  }
  return cautions;
}

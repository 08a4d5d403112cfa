import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import type { CriterionResult } from '../model/decision';
import type { ErrorEvidence } from '../model/evidence';
import { formatCount } from '../model/format';
import type { Plan } from '../model/plan';
import { mcnemar } from '../stats/mcnemar';
import { newcombeBounds } from '../stats/newcombe';
import { type Bounds, wider } from '../stats/bounds';
import {
  clusteredSample,
  clusterMeanBounds,
  clusterStandardError,
  fewClusters,
} from '../stats/cluster-mean-bounds';
import { discordantEValue } from '../stats/discordant-e-value';
import { correctedBounds, correctedScore } from '../stats/corrected-score';
import type { PairedCounts } from '../stats/score-bounds';
import { tangoScore } from '../stats/tango';
import { lookBounds } from './look-bounds';
import { type CriterionSettings, frameOf, measured, notMeasured } from './criterion-result';
import { type Needed, needed } from './needed';
import { percent } from './words';

const FEW_DISCORDANT = 10;
const SUPERIORITY =
  'A rate strictly below production’s cannot be shown when both arms fail equally often; if a small increase is ' +
  'acceptable, declare the largest such one as criteria.error_rate.margin in the plan.';

/** Is the shadow's error rate below production's plus `threshold`, on the same requests? */
export function errorRate(
  evidence: ErrorEvidence,
  { missingShadow, ...settings }: CriterionSettings & { missingShadow: Plan['missingShadow'] },
): CriterionResult {
  const { level, threshold: margin } = settings;
  const frame = frameOf(settings, {
    id: 'error_rate',
    label: 'Error rate, shadow − production',
    passes: 'below',
    claim: margin === 0 ? 'superiority' : 'non-inferiority',
  });
  const clusters = evidence.clusters?.[missingShadow] ?? null;
  const method = `${methodOf(margin, missingShadow)}${clusters ? '; or cluster-robust t bound, whichever is more cautious' : ''}`;
  const table = tableOf(evidence, missingShadow);
  const { b, c, n } = table;
  const details = { ...table.details, ...manski(evidence) };
  if (!(n > 0)) {
    const reason = 'Not measured yet: no request was settled by both arms.';
    return notMeasured(frame, { n: 0, method, reason, details });
  }
  const score = correctedScore(table, margin);
  const estimate = (b - c) / n;
  const { exact, midP } = mcnemar(b, c);
  const sample = clusters && clusters.count > 1 ? clusteredSample(n, clusters) : null;
  const independent = Math.sqrt(((b + c) / n - estimate ** 2) / n);
  const boundsAt = (at: number): Bounds => {
    const tango = correctedBounds(table, at);
    return sample ? wider(tango, clusterMeanBounds({ ...sample, mean: estimate }, at)) : tango;
  };
  const eValue = discordantEValue(c, b);
  const { harmP, ...bounds } = lookBounds(
    {
      n,
      estimate,
      se: Math.max(independent, sample ? clusterStandardError(sample) : 0, 1 / n),
      ratio: false,
      boundsAt,
      ...(!sample && { harmP: normalCdf(-score, 0, 1) }),
      // With no margin the discordant pairs alone decide, and exactly so at any time.
      ...(margin === 0 && !sample && { harmBoundAt: (at: number) => (eValue >= 1 / (1 - at) ? 0 : null) }),
    },
    frame,
    frame.rule,
  );
  const unpaired = unpairedBounds(table, level);
  return measured(frame, {
    n,
    estimate,
    ...bounds,
    harmP,
    method,
    cautions: [
      ...cautionsOf(evidence, { discordant: b + c, missingShadow }),
      ...(sample ? fewClusters(sample.clusters) : []),
    ],
    needed: neededRequests(table, { level, margin }),
    details: {
      ...details,
      midP,
      exactP: exact,
      unpairedLower: unpaired.lower,
      unpairedUpper: unpaired.upper,
      ...(frame.rule.expected !== null && { harmE: eValue }),
      ...(sample && {
        clusters: sample.clusters,
        deff: independent > 0 ? Math.max(1, (clusterStandardError(sample) / independent) ** 2) : 1,
      }),
    },
  });
}

/** The bounds if the arms had seen different requests. */
function unpairedBounds({ b, c, n, details }: ReturnType<typeof tableOf>, level: number): Bounds {
  return newcombeBounds({ successes: details.both + b, n }, { successes: details.both + c, n }, level);
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
  return `Tango score bound, corrected for skewness and continuity, ${claim}; requests without a shadow answer ${missing}`;
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

import type { CriterionResult } from '../model/decision';
import type { CoverageEvidence } from '../model/evidence';
import { formatCount, formatP } from '../model/format';
import type { CriterionSettings } from './criterion-result';

const DAY_MS = 86_400_000;

/**
 * Are there more than `threshold` complete pairs, and do they stand for the traffic? A count has no sampling error; too
 * few is never a NO-GO, only a reason to collect more, so that the upper bound is open. Pairs that a capture drew in
 * other proportions than the traffic has are no number that is enough (Fabijan et al. 2019, KDD).
 */
export function coverage(
  { complete, pairs, firstTimestamp, lastTimestamp, sampleRatio }: CoverageEvidence,
  { key = 'coverage', level, threshold, required }: CriterionSettings,
): CriterionResult {
  const enough = complete > threshold;
  const needed = enough ? 0 : threshold + 1 - complete;
  const skewed = sampleRatio?.alarm ?? false;
  const timed = firstTimestamp !== null && lastTimestamp !== null;
  const days = timed ? (lastTimestamp - firstTimestamp) / DAY_MS : null;
  return {
    id: key,
    label: key === 'coverage' ? 'Complete pairs' : `Complete pairs in ${key.split(/@(.*)/s)[1]}`,
    estimate: complete,
    lower: complete,
    upper: null,
    threshold,
    passes: 'above',
    level,
    n: complete,
    verdict: enough && !skewed ? 'GO' : 'NOT-ENOUGH-DATA',
    // No number of further pairs from the same sampling makes them stand for the traffic.
    needed: skewed ? null : needed,
    neededRange: null,
    required,
    method: 'count of pairs in which both arms answered or failed; no sampling error',
    reason: [
      enough
        ? `${formatCount(complete)} complete pairs are more than ${formatCount(threshold)}.`
        : `${formatCount(complete)} complete pairs are not more than ${formatCount(threshold)}; ${formatCount(needed)} are missing.`,
      skewed &&
        `They do not stand for the traffic: routes are logged in other proportions than they were eligible (${formatP(sampleRatio!.p)}).`,
    ]
      .filter(Boolean)
      .join(' '),
    cautions: cautionsOf(days, pairs - complete),
    harmP: null,
    details: {
      pairs,
      incomplete: pairs - complete,
      days,
      ...(sampleRatio && { sampleRatioP: sampleRatio.p }),
    },
  };
}

function cautionsOf(days: number | null, incomplete: number): string[] {
  const cautions: string[] = [];
  if (days === null) cautions.push('no timestamps, so the time covered is unknown');
  else if (days < 1) cautions.push('less than one full day is covered');
  if (incomplete > 0) cautions.push(`${formatCount(incomplete)} pairs lack an arm`);
  return cautions;
}

import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import type { CriterionResult } from '../model/decision';
import type { LatencyEvidence, OrderStatistics } from '../model/evidence';
import { formatCount, formatPercent } from '../model/format';
import { smallestValidSample } from '../stats/quantile-ranks';
import { type QuantileRatio, quantileRatio } from '../stats/quantile-ratio';
import { type CriterionFrame, measured, notMeasured } from './criterion-result';
import { type Needed, needed } from './needed';

const P = 0.95;
const METHOD = 'paired P95 ratio, nearest rank, order-statistic standard error on the log scale';

/** Is the shadow's P95 latency below `threshold` times production's? Timeouts count as slower than every answer. */
export function latencyP95Ratio(
  evidence: LatencyEvidence,
  { level, threshold, required }: { level: number; threshold: number; required: boolean },
): CriterionResult {
  const frame: CriterionFrame = {
    id: 'latency_p95_ratio',
    label: 'Latency P95, shadow / production',
    threshold,
    passes: 'below',
    level,
    required,
  };
  const { n, bothAtOrBelow, timeouts } = evidence;
  const prod = evidence.prod && withInfinity(evidence.prod);
  const shadow = evidence.shadow && withInfinity(evidence.shadow);
  const fewest = smallestValidSample(P);
  if (!(n >= fewest) || prod === null || shadow === null) {
    const reason =
      n > 0
        ? `The bounds of a P95 exist from ${fewest} pairs on; there are ${formatCount(n)} with both latencies.`
        : 'Not measured yet: no pair has the latencies of both arms.';
    return notMeasured(frame, { n, method: METHOD, reason });
  }
  const ratio = quantileRatio({ n, p: P, prod, shadow, bothAtOrBelow, level });
  const { bounds, harmP } = decidable(ratio, { evidence, threshold, level });
  return measured(frame, {
    n,
    estimate: ratio.ratio,
    ...bounds,
    harmP,
    method: METHOD,
    cautions: cautionsOf(ratio, evidence),
    needed: neededPairs(ratio, { n, level, threshold }),
    ...(ratio.problem !== null && { note: `${ratio.problem}.` }),
    details: {
      prodP95: prod.quantile,
      shadowP95: shadow.quantile,
      rho: ratio.rho,
      seLog: ratio.seLog?.upper ?? null,
      unpairedLower: ratio.unpaired.lower,
      unpairedUpper: ratio.unpaired.upper,
      prodTimeouts: timeouts.prod,
      shadowTimeouts: timeouts.shadow,
    },
  });
}

/** JSON writes Infinity as null; evidence read back from a report must decide the same. */
function withInfinity({ lower, quantile, upper }: OrderStatistics): OrderStatistics {
  return { lower: lower ?? Infinity, quantile: quantile ?? Infinity, upper: upper ?? Infinity };
}

/**
 * The ratio's bounds and the p-value of "not below the threshold". Where a P95 lies beyond the timeout, the ratio is
 * known only to be infinite (or 0), as soon as binomial tests show that more than 5 % time out in one arm and fewer
 * in the other: an intersection–union test, so the larger p-value counts (Berger 1982, Technometrics 24:295).
 */
function decidable(
  { ratio, lower, upper, seLog }: QuantileRatio,
  { evidence, threshold, level }: { evidence: LatencyEvidence; threshold: number; level: number },
): { bounds: { lower: number | null; upper: number | null }; harmP: number | null } {
  if (seLog !== null && ratio !== null) {
    const distance = Math.log(ratio) - Math.log(threshold);
    if (seLog.lower === 0) return { bounds: { lower, upper }, harmP: Number(distance < 0) };
    const harmP = seLog.lower === Infinity ? 1 : normalCdf(-distance / seLog.lower, 0, 1);
    return { bounds: { lower, upper }, harmP };
  }
  const { n, timeouts } = evidence;
  if (ratio === Infinity) {
    const harmP = beyondTimeoutP(n, { more: timeouts.shadow, fewer: timeouts.prod });
    return { bounds: { lower: harmP <= 1 - level ? Infinity : null, upper }, harmP };
  }
  if (ratio === 0) {
    const goP = beyondTimeoutP(n, { more: timeouts.prod, fewer: timeouts.shadow });
    return { bounds: { lower, upper: goP <= 1 - level ? 0 : null }, harmP: 1 };
  }
  return { bounds: { lower: null, upper: null }, harmP: null };
}

function beyondTimeoutP(n: number, { more, fewer }: { more: number; fewer: number }): number {
  const moreThanShare = 1 - binomialCdf(more - 1, n, 1 - P);
  const fewerThanShare = binomialCdf(fewer, n, 1 - P);
  return Math.max(moreThanShare, fewerThanShare);
}

function neededPairs(
  { ratio, seLog }: QuantileRatio,
  { n, level, threshold }: { n: number; level: number; threshold: number },
): Needed {
  if (ratio === null || seLog === null || seLog.upper === Infinity) {
    return { needed: null, range: null, reason: 'More pairs help only once the P95 is measurable.' };
  }
  const effect = Math.log(threshold) - Math.log(ratio);
  return needed({ n, level, u: seLog.upper * Math.sqrt(n), effect });
}

function cautionsOf({ seLog }: QuantileRatio, { n, timeouts }: LatencyEvidence): string[] {
  const cautions: string[] = [];
  if (timeouts.prod > 0 || timeouts.shadow > 0) {
    const shares = `${formatPercent(timeouts.prod / n)} of production's and ${formatPercent(timeouts.shadow / n)} of the shadow's`;
    cautions.push(`${shares} requests timed out and count as slower than every answer`);
  }
  if (seLog !== null && seLog.lower === 0) {
    cautions.push('latencies around the P95 are equal, so its uncertainty cannot be seen');
  }
  return cautions;
}

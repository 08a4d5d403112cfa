import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type { CriterionResult } from '../model/decision';
import type { LatencyEvidence, OrderStatistics } from '../model/evidence';
import { formatCount, formatPercent } from '../model/format';
import { fewClusters } from '../stats/cluster-mean-bounds';
import { smallestValidSample } from '../stats/quantile-ranks';
import { type QuantileRatio, quantileRatio } from '../stats/quantile-ratio';
import { type CriterionSettings, frameOf, measured, notMeasured } from './criterion-result';
import { lookBounds } from './look-bounds';
import type { LookState } from './look-rule';
import { type Needed, needed } from './needed';

const METHOD = 'ratio, nearest rank, order-statistic standard error on the log scale';

/** Is a quantile of the shadow's times on the passing side of `threshold` times production's? Timeouts count as slowest. */
export function quantileRatioCriterion(
  evidence: LatencyEvidence,
  settings: CriterionSettings & { p: number },
  base: Parameters<typeof frameOf>[1],
): CriterionResult {
  const { p } = settings;
  const frame = frameOf(settings, base);
  const { level, threshold, passes, rule } = frame;
  const { n, bothAtOrBelow, timeouts } = evidence;
  const clusters = evidence.clusters ?? null;
  const prod = evidence.prod && withInfinity(evidence.prod);
  const shadow = evidence.shadow && withInfinity(evidence.shadow);
  const fewest = smallestValidSample(p);
  const method = methodOf(p, clusters);
  if (!(n >= fewest) || prod === null || shadow === null) {
    const reason =
      n > 0
        ? `The bounds of a P${100 * p} exist from ${fewest} pairs on; there are ${formatCount(n)} with both latencies.`
        : 'Not measured yet: no pair has the latencies of both arms.';
    return notMeasured(frame, { n, method, reason });
  }
  const ratio = quantileRatio({ n, p, prod, shadow, bothAtOrBelow, clusters, level });
  const { bounds, harmP } = decidable(ratio, { p, evidence, threshold, passes, level, rule });
  return measured(frame, {
    n,
    estimate: ratio.ratio,
    ...bounds,
    harmP,
    method,
    cautions: [...cautionsOf(ratio, evidence), ...(clusters ? fewClusters(clusters.count) : [])],
    needed: neededPairs(ratio, { n, level, threshold, passes }),
    ...(ratio.problem !== null && { note: `${ratio.problem}.` }),
    details: {
      [`prodP${100 * p}`]: prod.quantile,
      [`shadowP${100 * p}`]: shadow.quantile,
      rho: ratio.rho,
      seLog: ratio.seLog?.upper ?? null,
      unpairedLower: ratio.unpaired.lower,
      unpairedUpper: ratio.unpaired.upper,
      prodTimeouts: timeouts.prod,
      shadowTimeouts: timeouts.shadow,
      ...(clusters && { clusters: clusters.count, deff: Math.max(ratio.deff.prod, ratio.deff.shadow) }),
    },
  });
}

function methodOf(p: number, clusters: LatencyEvidence['clusters']): string {
  return `paired P${100 * p} ${METHOD}${clusters ? ', cluster-robust' : ''}`;
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
  quantiles: QuantileRatio,
  {
    p,
    evidence,
    threshold,
    passes,
    level,
    rule,
  }: {
    p: number;
    evidence: LatencyEvidence;
    threshold: number;
    passes: 'below' | 'above';
    level: number;
    rule: LookState;
  },
): { bounds: { lower: number | null; upper: number | null }; harmP: number | null } {
  const { ratio, lower, upper, seLog } = quantiles;
  if (seLog !== null && ratio !== null) {
    const distance = (Math.log(ratio) - Math.log(threshold)) * (passes === 'below' ? 1 : -1);
    const se = passes === 'below' ? seLog.lower : seLog.upper;
    if (se === 0) return { bounds: { lower, upper }, harmP: Number(distance < 0) };
    const { harmP, ...bounds } = lookBounds(
      {
        n: evidence.n,
        estimate: ratio,
        se,
        ratio: true,
        harmP: se === Infinity ? 1 : normalCdf(-distance / se, 0, 1),
        boundsAt: (at) => boundsAt(ratio, seLog, at),
      },
      { threshold, passes, level },
      rule,
    );
    return { bounds, harmP };
  }
  const { n, timeouts } = evidence;
  if (ratio === Infinity) {
    const harmP = beyondTimeoutP({ n, p, more: timeouts.shadow, fewer: timeouts.prod });
    return { bounds: { lower: harmP <= 1 - level ? Infinity : null, upper }, harmP };
  }
  if (ratio === 0) {
    const goP = beyondTimeoutP({ n, p, more: timeouts.prod, fewer: timeouts.shadow });
    return { bounds: { lower, upper: goP <= 1 - level ? 0 : null }, harmP: 1 };
  }
  return { bounds: { lower: null, upper: null }, harmP: null };
}

function boundsAt(ratio: number, seLog: { lower: number; upper: number }, level: number) {
  const z = normalQuantile(level, 0, 1);
  return {
    lower: seLog.lower === Infinity ? 0 : ratio * Math.exp(-z * seLog.lower),
    upper: seLog.upper === Infinity ? Infinity : ratio * Math.exp(z * seLog.upper),
  };
}

function beyondTimeoutP({
  n,
  p,
  more,
  fewer,
}: {
  n: number;
  p: number;
  more: number;
  fewer: number;
}): number {
  const moreThanShare = 1 - binomialCdf(more - 1, n, 1 - p);
  const fewerThanShare = binomialCdf(fewer, n, 1 - p);
  return Math.max(moreThanShare, fewerThanShare);
}

function neededPairs(
  { ratio, seLog }: QuantileRatio,
  { n, level, threshold, passes }: { n: number; level: number; threshold: number; passes: 'below' | 'above' },
): Needed {
  if (ratio === null || seLog === null || seLog.upper === Infinity) {
    return { needed: null, range: null, reason: 'More pairs help only once the quantile is measurable.' };
  }
  const effect = (Math.log(threshold) - Math.log(ratio)) * (passes === 'below' ? 1 : -1);
  return needed({ n, level, u: seLog.upper * Math.sqrt(n), effect });
}

function cautionsOf({ seLog }: QuantileRatio, { n, timeouts }: LatencyEvidence): string[] {
  const cautions: string[] = [];
  if (timeouts.prod > 0 || timeouts.shadow > 0) {
    const shares = `${formatPercent(timeouts.prod / n)} of production's and ${formatPercent(timeouts.shadow / n)} of the shadow's`;
    cautions.push(`${shares} requests timed out and count as slower than every answer`);
  }
  if (seLog !== null && seLog.lower === 0) {
    cautions.push('latencies around the quantile are equal, so its uncertainty cannot be seen');
  }
  return cautions;
}

import type { CriterionResult } from '../model/decision';
import type { MetricEvidence } from '../model/evidence';
import { formatCount } from '../model/format';
import { METRICS, type MetricId } from '../model/metric';
import { type Bounds, wider } from '../stats/bounds';
import {
  clusteredSample,
  clusterMeanBounds,
  clusterStandardError,
  fewClusters,
} from '../stats/cluster-mean-bounds';
import { logRatioError, ratioOfTotals } from '../stats/ratio-of-totals';
import { correctedBounds } from '../stats/corrected-score';
import { wilson } from '../stats/wilson';
import { type CriterionSettings, type Measurement, frameOf, measured, notMeasured } from './criterion-result';
import { type Estimated, lookBounds } from './look-bounds';
import { type Needed, needed } from './needed';
import { quantileRatioCriterion } from './quantile-ratio-criterion';
import { preference } from './win-rate';

/** Below this no bound of a total or a rate is given. */
const FEWEST = 30;

/** A criterion on a metric of one's own. */
export function ownCriterion(
  metric: MetricId,
  evidence: MetricEvidence | undefined,
  { passes, ...settings }: CriterionSettings & { passes?: 'below' | 'above' },
): CriterionResult {
  const { label, passes: usual, kind } = METRICS[metric];
  const base = { id: metric, label, passes: passes ?? usual };
  if (evidence === undefined || !(evidence.n > 0))
    return notMeasured(frameOf(settings, base), {
      n: 0,
      method: METHOD[kind],
      reason: 'Not measured yet: nothing in the workspace tells it.',
    });
  if (evidence.kind === 'quantile-ratio')
    return quantileRatioCriterion(evidence, { ...settings, p: evidence.p }, base);
  if (evidence.kind === 'mean')
    return preference(evidence, settings, { id: metric, label, judged: 'labelled' });
  return counted(evidence, settings, base);
}

const METHOD = {
  'quantile-ratio': 'paired quantile ratio',
  'total-ratio': 'ratio of totals, delta method with the paired covariance, log scale',
  'rate-difference': 'Tango score bound of paired rates',
  rate: 'Wilson score bound',
  mean: 'mean, t bound',
} as const;

type Counted = Exclude<MetricEvidence, { kind: 'quantile-ratio' | 'mean' }>;

function counted(
  evidence: Counted,
  settings: CriterionSettings,
  base: Parameters<typeof frameOf>[1],
): CriterionResult {
  const frame = frameOf(settings, base);
  const { n, unmeasured, kind } = evidence;
  const estimated = n < FEWEST ? null : estimate(evidence);
  const clusters = estimated?.clusters ?? null;
  const method = `${METHOD[kind]}${clusters ? '; or cluster-robust t bound, whichever is more cautious' : ''}`;
  const details = {
    ...detailsOf(evidence),
    ...(clusters && { clusters: clusters.count, deff: clusters.deff }),
  };
  if (estimated === null)
    return notMeasured(frame, {
      n,
      method,
      details,
      reason:
        n < FEWEST
          ? `A verdict needs at least ${FEWEST} pairs; there are ${formatCount(n)}.`
          : 'One arm’s total is 0, so there is no ratio.',
    });
  const { harmP, ...bounds } = lookBounds(estimated, frame, frame.rule);
  const measurement: Measurement = {
    n,
    estimate: estimated.estimate,
    ...bounds,
    harmP,
    method,
    cautions: [
      ...(unmeasured > 0 ? [`${formatCount(unmeasured)} pairs do not tell it`] : []),
      ...(clusters ? fewClusters(clusters.count) : []),
    ],
    needed: moreOf(estimated, frame),
    details,
  };
  return measured(frame, measurement);
}

/** An estimate whose bounds allow for clusters, where pairs come in them. */
interface Clustered extends Estimated {
  clusters: { count: number; deff: number } | null;
}

function estimate(evidence: Counted): Clustered | null {
  const { n } = evidence;
  if (evidence.kind === 'rate') {
    const { successes } = evidence;
    const share = successes / n;
    // Wilson's centre keeps a deviation where none or all succeed.
    const se = Math.sqrt((((successes + 1) / (n + 2)) * (1 - (successes + 1) / (n + 2))) / n);
    const single = { n, estimate: share, se, ratio: false };
    return robust({ ...single, boundsAt: (level) => wilson({ successes, n, level }) }, evidence);
  }
  if (evidence.kind === 'rate-difference') {
    const counts = { b: evidence.shadowOnly, c: evidence.prodOnly, n };
    const difference = (counts.b - counts.c) / n;
    const se = Math.sqrt(Math.max((counts.b + counts.c + 1) / n - difference ** 2, 0) / n);
    const single = { n, estimate: difference, se, ratio: false };
    return robust({ ...single, boundsAt: (level) => correctedBounds(counts, level) }, evidence);
  }
  if (!(evidence.prod.mean > 0) || !(evidence.shadow.mean > 0)) return null;
  const se = logRatioError(evidence);
  const { ratio } = ratioOfTotals(evidence, 0.5);
  const single = { n, estimate: ratio, se, ratio: true };
  return robust({ ...single, boundsAt: (level) => ratioOfTotals(evidence, level) }, evidence);
}

type Single = Omit<Estimated, 'boundsAt'> & { boundsAt(level: number): Bounds };

/** The wider of the bounds of independent pairs and of t with the error between clusters, on the scale of the estimate. */
function robust(single: Single, { n, kind, clusters }: Counted): Clustered {
  if (!clusters || clusters.count < 2) return { ...single, clusters: null };
  const { se, estimate: value, ratio } = single;
  const sample = clusteredSample(n, clusters);
  const between = clusterStandardError(sample);
  const range = RANGE[kind];
  const clusteredAt = (level: number): Bounds => {
    const { lower, upper } = clusterMeanBounds({ ...sample, mean: ratio ? Math.log(value) : value }, level);
    return ratio
      ? { lower: Math.exp(lower), upper: Math.exp(upper) }
      : { lower: Math.max(range[0], lower), upper: Math.min(range[1], upper) };
  };
  return {
    ...single,
    se: Math.max(se, between),
    boundsAt: (level) => wider(single.boundsAt(level), clusteredAt(level)),
    clusters: { count: clusters.count, deff: se > 0 ? Math.max(1, (between / se) ** 2) : 1 },
  };
}

const RANGE = {
  rate: [0, 1],
  'rate-difference': [-1, 1],
  'total-ratio': [0, Infinity],
} as const;

function moreOf(
  { n, estimate: value, se, ratio }: Estimated,
  { level, threshold, passes }: { level: number; threshold: number; passes: 'below' | 'above' },
): Needed {
  const distance = ratio ? Math.log(threshold) - Math.log(value) : threshold - value;
  return needed({ n, level, u: se * Math.sqrt(n), effect: passes === 'below' ? distance : -distance });
}

function detailsOf(evidence: Counted): Record<string, number> {
  const { unmeasured } = evidence;
  switch (evidence.kind) {
    case 'total-ratio':
      return { prodMean: evidence.prod.mean, shadowMean: evidence.shadow.mean, unmeasured };
    case 'rate-difference':
      return { shadowOnly: evidence.shadowOnly, prodOnly: evidence.prodOnly, unmeasured };
    case 'rate':
      return { successes: evidence.successes, unmeasured };
  }
}

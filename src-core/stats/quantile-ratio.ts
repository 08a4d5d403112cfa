import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type { LatencyEvidence, OrderStatistics } from '../model/evidence';
import { WOODRUFF_Z, quantileRanks } from './quantile-ranks';

export interface QuantileRatioInput {
  /** Number of pairs. */
  n: number;
  /** Probability of the quantile, in (0, 1). */
  p: number;
  /** Order statistics at the ranks of `quantileRanks(n, p)`; +Infinity for values beyond every measured one. */
  prod: OrderStatistics;
  shadow: OrderStatistics;
  /** Pairs in which both are at or below their own quantile. */
  bothAtOrBelow: number;
  /** How "at or below the quantile" clusters, where pairs come in clusters. */
  clusters?: LatencyEvidence['clusters'];
  level: number;
}

/** A deviation below and above the estimate. */
export interface Sides {
  lower: number;
  upper: number;
}

export interface QuantileRatio {
  /** Shadow / production; Infinity or 0 when one quantile is infinite, null when undefined. */
  ratio: number | null;
  /** Standard errors of ln ratio towards each side; they differ only where an upper order statistic is infinite. */
  seLog: Sides | null;
  /** Correlation of "at or below the quantile" between the arms. */
  rho: number | null;
  /** One-sided bounds at `level`; null when unknown, Infinity or 0 when unbounded. */
  lower: number | null;
  upper: number | null;
  /** Variance of each arm's "at or below the quantile" over that of independent pairs, at least 1; 1 without clusters. */
  deff: { prod: number; shadow: number };
  /** The same as if the arms had been measured on different requests. */
  unpaired: { seLog: Sides | null; lower: number | null; upper: number | null };
  /** Why a figure is missing, as a sentence without its full stop; null when none is. */
  problem: string | null;
}

/**
 * Ratio of a latency quantile between two paired samples, with bounds on the log scale:
 * σ of each arm from Woodruff's order statistics (JASA 47:635, 1952), their correlation from the quantile indicators
 * (bivariate Bahadur representation; cf. Deng, Knoblich & Lu 2018, arXiv 1803.06336). Where the upper order statistic
 * is infinite, each bound takes the half-width of its own side (Zou & Donner 2008, Stat Med 27:1693).
 */
export function quantileRatio({
  n,
  p,
  prod,
  shadow,
  bothAtOrBelow,
  clusters,
  level,
}: QuantileRatioInput): QuantileRatio {
  const problem = findProblem({ n, p, prod, shadow });
  if (problem !== null) {
    const quotient = shadow.quantile / prod.quantile;
    const ratio = problem === TOO_FEW || prod.quantile === 0 || Number.isNaN(quotient) ? null : quotient;
    const bounds = {
      seLog: null,
      lower: prod.quantile === Infinity && ratio === 0 ? 0 : null,
      upper: ratio === Infinity ? Infinity : null,
    };
    return { ratio, rho: null, deff: { prod: 1, shadow: 1 }, ...bounds, unpaired: { ...bounds }, problem };
  }
  const ratio = shadow.quantile / prod.quantile;
  const { rho, deff } = dependence({ n, p, bothAtOrBelow, clusters });
  const z = normalQuantile(level, 0, 1);
  const withCorrelation = (correlation: number) => {
    const seLog = standardErrors({
      prod: deviations(prod, deff.prod),
      shadow: deviations(shadow, deff.shadow),
      correlation,
    });
    return {
      seLog,
      lower: seLog.lower === Infinity ? 0 : ratio * Math.exp(-z * seLog.lower),
      upper: seLog.upper === Infinity ? Infinity : ratio * Math.exp(z * seLog.upper),
    };
  };
  return { ratio, rho, deff, ...withCorrelation(rho), unpaired: withCorrelation(0), problem: null };
}

const TOO_FEW = 'Too few pairs for bounds of this quantile';

function findProblem({ n, p, prod, shadow }: Pick<QuantileRatioInput, 'n' | 'p' | 'prod' | 'shadow'>) {
  if (!(n >= 1) || !quantileRanks(n, p).valid) return TOO_FEW;
  const values = [prod.lower, prod.quantile, prod.upper, shadow.lower, shadow.quantile, shadow.upper];
  if (values.some((value) => Number.isNaN(value))) return 'A latency is not a number';
  if (values.some((value) => value <= 0))
    return 'A latency at this quantile is 0, so the ratio has no bounds';
  if (prod.quantile === Infinity && shadow.quantile === Infinity) {
    return 'This quantile lies beyond the timeout in both arms';
  }
  if (shadow.quantile === Infinity) return 'This quantile lies beyond the timeout in the shadow arm';
  if (prod.quantile === Infinity) return 'This quantile lies beyond the timeout in the production arm';
  const quotient = shadow.quantile / prod.quantile;
  if (quotient === 0 || quotient === Infinity) return 'The latencies are too far apart for a ratio';
  return null;
}

/** Correlation of the quantile indicators and their design effects; with clusters, of the cluster sums. */
function dependence({
  n,
  p,
  bothAtOrBelow,
  clusters,
}: Pick<QuantileRatioInput, 'n' | 'p' | 'bothAtOrBelow' | 'clusters'>) {
  const between = (correlation: number): number => Math.min(1, Math.max(-1, correlation));
  if (!clusters || clusters.count < 2 || !(clusters.prod > 0) || !(clusters.shadow > 0))
    return { rho: between((bothAtOrBelow / n - p ** 2) / (p * (1 - p))), deff: { prod: 1, shadow: 1 } };
  const { count, prod, shadow, product } = clusters;
  const deff = (squares: number): number =>
    Math.max(1, ((count / (count - 1)) * squares) / (n * p * (1 - p)));
  return {
    rho: between(product / Math.sqrt(prod * shadow)),
    deff: { prod: deff(prod), shadow: deff(shadow) },
  };
}

/** Standard deviation of ln quantile, estimated from the order statistics below and above it. */
function deviations({ lower, quantile, upper }: OrderStatistics, deff: number): Sides {
  const stretch = Math.sqrt(deff);
  if (upper === Infinity) {
    return { lower: (stretch * (Math.log(quantile) - Math.log(lower))) / WOODRUFF_Z, upper: Infinity };
  }
  const deviation = (stretch * (Math.log(upper) - Math.log(lower))) / (2 * WOODRUFF_Z);
  return { lower: deviation, upper: deviation };
}

function standardErrors({
  prod,
  shadow,
  correlation,
}: {
  prod: Sides;
  shadow: Sides;
  correlation: number;
}): Sides {
  const combine = (s: number, q: number) =>
    s === Infinity || q === Infinity
      ? Infinity
      : Math.sqrt(Math.max(0, s ** 2 + q ** 2 - 2 * correlation * s * q));
  return { lower: combine(shadow.lower, prod.upper), upper: combine(shadow.upper, prod.lower) };
}

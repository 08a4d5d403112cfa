import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import type { LengthTrust, TrustFigure } from '../../model/judge-trust';
import { fractionalLogit, logistic } from '../../stats/fractional-logit';
import { wilson } from '../../stats/wilson';
import { type StyleCounts, styleDifferences } from './style';
import { type ScoredPair, comparable } from './trust-pair';

/** Share of pairs that must lie on each side of equal length, and within ±20 % of it, for length to be told from model. */
const LEAST_SIDE = 0.1;
const LEAST_NEAR = 0.2;
const NEAR = 0.2;

type WithLengths = ScoredPair & { chars: { prod: number; shadow: number } };

/**
 * Length preference and the win rate at equal length. The controlled rate is σ(θ) of the fractional logit
 * E(score) = σ(θ + φ · tanh(Δ / sd Δ)), Δ = shadow − production in characters: length-controlled AlpacaEval for two
 * models (Dubois et al. 2024, arXiv 2404.04475), with a sandwich interval in place of AlpacaEval's spread of
 * predictions, and only where the lengths of the arms overlap: else it would be an extrapolation.
 * @param styles counts of Markdown by seq, where the texts were read
 */
export function lengthTrust(
  pairs: readonly ScoredPair[],
  {
    level,
    styles,
  }: { level: number; styles?: ReadonlyMap<number, { prod: StyleCounts; shadow: StyleCounts }> },
): LengthTrust {
  const measured = pairs.filter(hasLengths);
  const n = measured.length;
  const deltas = measured.map(({ chars }) => chars.shadow - chars.prod);
  const longer = deltas.filter((delta) => delta > 0).length;
  const equal = deltas.filter((delta) => delta === 0).length;
  const near = measured.filter(
    ({ chars: { prod, shadow } }) => Math.max(prod, shadow) <= (1 + NEAR) * Math.min(prod, shadow),
  ).length;
  const shorter = n - longer - equal;
  const base = {
    prefersLonger: preference(measured, ({ score }) => score - 0.5, level),
    peoplePreferLonger: preference(
      measured,
      ({ human }) => (human === null ? 0 : { prod: -1, shadow: 1, tie: 0 }[comparable(human)]),
      level,
    ),
    n,
    longer,
    equal,
    shorter,
    near,
    raw: n > 0 ? measured.reduce((sum, { score }) => sum + score, 0) / n : null,
  };
  const withheld = (reason: LengthTrust['withheld']): LengthTrust => ({
    ...base,
    controlled: null,
    styleControlled: null,
    slope: null,
    withheld: reason,
  });
  const spread = standardDeviation(deltas);
  if (n < 2) return withheld('no-lengths');
  // All alike, as where only the order decides: there is no spread for an interval to be made of.
  if (measured.every(({ score }) => score === measured[0]!.score)) return withheld('no-spread');
  if (!overlaps({ n, longer, shorter, near }) || spread === 0) return withheld('no-overlap');
  const length = deltas.map((delta) => Math.tanh(delta / spread));
  const controlled = atZero(measured, [length], level);
  if (controlled === null) return withheld('no-fit');
  return {
    ...base,
    controlled: controlled.figure,
    slope: controlled.slope,
    styleControlled: styles
      ? (atZero(measured, styleFeatures(measured, styles), level)?.figure ?? null)
      : null,
    withheld: null,
  };
}

function hasLengths(pair: ScoredPair): pair is WithLengths {
  return !pair.byRule && pair.chars.prod !== null && pair.chars.shadow !== null;
}

function overlaps({
  n,
  longer,
  shorter,
  near,
}: Pick<LengthTrust, 'n' | 'longer' | 'shorter' | 'near'>): boolean {
  return longer >= LEAST_SIDE * n && shorter >= LEAST_SIDE * n && near >= LEAST_NEAR * n;
}

/** Share of preferences that went to the longer output, over pairs with a preference and different lengths. */
function preference(
  pairs: readonly WithLengths[],
  /** Above 0 for the shadow, below for production, 0 for neither. */
  towardsShadow: (pair: WithLengths) => number,
  level: number,
): TrustFigure | null {
  const signs = pairs
    .map((pair) => Math.sign(towardsShadow(pair)) * Math.sign(pair.chars.shadow - pair.chars.prod))
    .filter((sign) => sign !== 0);
  const n = signs.length;
  if (n === 0) return null;
  const successes = signs.filter((sign) => sign > 0).length;
  return { value: successes / n, ...wilson({ successes, n, level }), n };
}

/** Win rate where all features are 0, with its interval from the logit scale, and the slope of the first feature. */
function atZero(
  pairs: readonly ScoredPair[],
  features: readonly (readonly number[])[],
  level: number,
): { figure: TrustFigure; slope: number } | null {
  const fit = fractionalLogit({
    features: pairs.map((_, i) => [1, ...features.map((values) => values[i]!)]),
    outcomes: pairs.map(({ score }) => score),
    clusters: pairs.map(({ cluster }) => cluster),
  });
  if (fit === null) return null;
  const [theta = 0, slope = 0] = fit.coefficients;
  const half = tQuantile(level, fit.clusters - 1) * Math.sqrt(fit.covariance[0]![0]!);
  const figure = {
    value: logistic(theta),
    lower: logistic(theta - half),
    upper: logistic(theta + half),
    n: pairs.length,
  };
  return { figure, slope };
}

/** Scaled by their spread and not centred: zero stays "both alike". A feature that never varies is left out. */
function styleFeatures(
  pairs: readonly WithLengths[],
  styles: ReadonlyMap<number, { prod: StyleCounts; shadow: StyleCounts }>,
): number[][] {
  const rows = pairs.map(({ seq, chars }) => {
    const counts = styles.get(seq);
    const length = (chars.shadow - chars.prod) / Math.max(1, chars.shadow + chars.prod);
    return [length, ...(counts ? styleDifferences(counts) : [0, 0, 0])];
  });
  return [0, 1, 2, 3]
    .map((k) => rows.map((row) => row[k]!))
    .flatMap((column) => {
      const spread = standardDeviation(column);
      return spread > 0 ? [column.map((value) => value / spread)] : [];
    });
}

function standardDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
}

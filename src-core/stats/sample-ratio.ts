import betaln from '@stdlib/math-base-special-betaln';
import chisquareCdf from '@stdlib/stats-base-dists-chisquare-cdf';

/** Below this p-value a sample does not stand for its population (Fabijan et al. 2019, KDD). */
export const SAMPLE_RATIO_ALARM = 0.001;

/**
 * Pearson's test that counts follow given shares. Groups without an expected share are left out.
 * @param shares expected share of each group, not necessarily summing to 1
 */
export function sampleRatioTest(
  counts: readonly number[],
  shares: readonly number[],
): { statistic: number; degrees: number; p: number } {
  const groups = counts.map((count, i) => ({ count, share: shares[i]! })).filter(({ share }) => share > 0);
  const n = groups.reduce((sum, { count }) => sum + count, 0);
  const whole = groups.reduce((sum, { share }) => sum + share, 0);
  const degrees = groups.length - 1;
  if (degrees < 1 || n === 0) return { statistic: 0, degrees: Math.max(0, degrees), p: 1 };
  const statistic = groups.reduce((sum, { count, share }) => {
    const expected = (n * share) / whole;
    return sum + (count - expected) ** 2 / expected;
  }, 0);
  return { statistic, degrees, p: 1 - chisquareCdf(statistic, degrees) };
}

/** Pearson's test that two rows of counts have the same shares. */
export function homogeneityTest(first: readonly number[], second: readonly number[]): number {
  const pooled = first.map((count, i) => count + second[i]!);
  const [one, other] = [sampleRatioTest(first, pooled), sampleRatioTest(second, pooled)];
  return one.degrees < 1 ? 1 : 1 - chisquareCdf(one.statistic + other.statistic, one.degrees);
}

/**
 * The same as evidence that may be looked at after every request: the Bayes factor of a uniform Dirichlet prior; an
 * alarm at 1/α. Lindon & Malek 2022, NeurIPS, arXiv 2011.03567.
 */
export function sampleRatioEValue(counts: readonly number[], shares: readonly number[]): number {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const logBeta = (values: readonly number[]): number => {
    let [sum, log] = [values[0]!, 0];
    for (const value of values.slice(1)) {
      log += betaln(value, sum);
      sum += value;
    }
    return log;
  };
  const likelihood = counts.reduce(
    (sum, count, i) => sum + (count === 0 ? 0 : count * Math.log(shares[i]! / whole)),
    0,
  );
  return Math.exp(logBeta(counts.map((count) => count + 1)) - logBeta(counts.map(() => 1)) - likelihood);
}

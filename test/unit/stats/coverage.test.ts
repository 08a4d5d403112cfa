import { empiricalBernsteinBounds, johnsonBounds, tBounds } from '@core/stats/mean-bounds';
import { quantileRatio } from '@core/stats/quantile-ratio';
import { tangoBounds } from '@core/stats/tango';
import { describe, expect, test } from 'vitest';
import { moments, pairedOrderStatistics, seeded } from './samples';

/** Shares of draws in which each one-sided 95 % bound holds. */
function coverageOf(
  draws: number,
  truth: number,
  draw: () => { lower: number | null; upper: number | null },
) {
  let [below, above] = [0, 0];
  for (let i = 0; i < draws; i += 1) {
    const { lower, upper } = draw();
    if (lower !== null && lower <= truth) below += 1;
    if (upper !== null && upper >= truth) above += 1;
  }
  return { lower: below / draws, upper: above / draws };
}

/** Four binomial standard errors at the nominal level. */
function tolerance(draws: number): number {
  return 4 * Math.sqrt((0.95 * 0.05) / draws);
}

describe('one-sided 95 % bounds hold in about 95 % of samples', () => {
  test.each([
    { n: 1000, shadowOnly: 0.01, prodOnly: 0.01 },
    { n: 2000, shadowOnly: 0.02, prodOnly: 0.008 },
  ])('Tango, $n requests, $shadowOnly against $prodOnly', ({ n, shadowOnly, prodOnly }) => {
    const { uniform } = seeded(11);
    const draws = 3000;
    const { lower, upper } = coverageOf(draws, shadowOnly - prodOnly, () => {
      let [b, c] = [0, 0];
      for (let i = 0; i < n; i += 1) {
        const u = uniform();
        if (u < shadowOnly) b += 1;
        else if (u < shadowOnly + prodOnly) c += 1;
      }
      return tangoBounds({ b, c, n }, 0.95);
    });
    // The score bound of rare events is off by up to a point either way.
    for (const share of [lower, upper]) expect(Math.abs(share - 0.95)).toBeLessThan(0.01 + tolerance(draws));
  });

  test.each([0, 0.8])('paired P95 ratio, 1000 lognormal pairs, correlation %d', (rho) => {
    const { normal } = seeded(23);
    const draws = 1500;
    const { lower, upper } = coverageOf(draws, 1.1, () => {
      const prod: number[] = [];
      const shadow: number[] = [];
      for (let i = 0; i < 1000; i += 1) {
        const shared = normal();
        prod.push(Math.exp(0.6 * shared));
        shadow.push(1.1 * Math.exp(0.6 * (rho * shared + Math.sqrt(1 - rho ** 2) * normal())));
      }
      return quantileRatio({ ...pairedOrderStatistics(prod, shadow, 0.95), p: 0.95, level: 0.95 });
    });
    for (const share of [lower, upper]) {
      expect(share).toBeGreaterThan(0.945 - tolerance(draws));
      expect(share).toBeLessThan(0.985 + tolerance(draws));
    }
  });

  test('Johnson where the plain t bound fails: a similarity near 1 with a long left tail', () => {
    const { uniform } = seeded(37);
    const draws = 3000;
    const sample = () => moments(Array.from({ length: 200 }, () => 1 - uniform() ** 20));
    const truth = 1 - 1 / 21;
    const johnson = coverageOf(draws, truth, () => johnsonBounds(sample(), 0.95));
    const plain = coverageOf(draws, truth, () => tBounds(sample(), 0.95));
    expect(plain.lower).toBeLessThan(0.92);
    expect(johnson.lower).toBeGreaterThan(plain.lower + 0.01);
    expect(johnson.lower).toBeGreaterThan(0.93 - tolerance(draws));
    expect(johnson.upper).toBeGreaterThan(0.95 - tolerance(draws));
  });

  test('Maurer and Pontil hold at small n whatever the skewness', () => {
    const { uniform } = seeded(41);
    const draws = 3000;
    const { lower, upper } = coverageOf(draws, 1 - 1 / 21, () =>
      empiricalBernsteinBounds(moments(Array.from({ length: 40 }, () => 1 - uniform() ** 20)), 0.95),
    );
    expect(lower).toBeGreaterThan(0.95);
    expect(upper).toBeGreaterThan(0.95);
  });
});

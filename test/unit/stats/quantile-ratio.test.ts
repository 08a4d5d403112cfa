import { quantileRanks, smallestValidSample } from '@core/stats/quantile-ranks';
import { quantileRatio } from '@core/stats/quantile-ratio';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../fixtures/decision-vectors.json';
import { pairedOrderStatistics, seeded } from './samples';

const rows = Array.from({ length: 1000 }, (_, i) => i);

describe('quantile ranks', () => {
  test('are the type 1 quantile: 1..10 has P95 10, not 9.55', () => {
    const { p, values } = vectors.quantile_type_1;
    expect(p.map((each) => quantileRanks(10, each).k)).toEqual(values);
  });

  test('do not skip a rank through rounding where n·p is whole', () => {
    for (let n = 1; n <= 2000; n += 1) {
      for (const percent of [1, 5, 7, 10, 25, 29, 50, 57, 75, 90, 95, 99]) {
        expect(quantileRanks(n, percent / 100).k).toBe(Math.max(1, Math.ceil((n * percent) / 100)));
      }
    }
  });

  test('agree with the reference at n = 1000', () => {
    const { k, L, U } = vectors.p95_ratio;
    expect(quantileRanks(1000, 0.95)).toEqual({ k, lower: L, upper: U, valid: true });
  });

  test('are in range and ordered for every n and p', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 99 }), (n, percent) => {
        const { k, lower, upper } = quantileRanks(n, percent / 100);
        expect(1 <= lower && lower <= k && k <= upper && upper <= n).toBe(true);
      }),
    );
  });

  test('need 76 pairs at least for a P95, and room for the upper order statistic', () => {
    expect(quantileRanks(75, 0.95).valid).toBe(false);
    const fewest = smallestValidSample(0.95);
    expect(fewest).toBeGreaterThanOrEqual(76);
    expect(quantileRanks(fewest, 0.95).upper).toBeLessThanOrEqual(fewest);
    for (let n = fewest; n < 2000; n += 1) expect(quantileRanks(n, 0.95).valid).toBe(true);
  });
});

describe('quantile ratio', () => {
  const prod = rows.map((i) => 100 + ((i * 7919) % 1000));
  const cases = {
    p95_ratio: { vector: vectors.p95_ratio, shadow: rows.map((i) => 1.1 * prod[i]! + ((i * 104729) % 97)) },
    p95_ratio_near_independent: {
      vector: vectors.p95_ratio_near_independent,
      shadow: rows.map((i) => 100 + ((i * 6101 + 37) % 1000)),
    },
  };

  test.each(Object.entries(cases))('agrees with the reference %s', (_, { vector, shadow }) => {
    const evidence = pairedOrderStatistics(prod, shadow, 0.95);
    const result = quantileRatio({ ...evidence, p: 0.95, level: 0.95 });
    expect(evidence.bothAtOrBelow).toBe(1000 * vector.pi11);
    expect(result.ratio).toBeCloseTo(vector.ratio, 12);
    expect(result.rho).toBeCloseTo(vector.rho, 10);
    expect(result.seLog?.upper).toBeCloseTo(vector.paired.se_log, 10);
    expect(result.seLog?.lower).toBe(result.seLog?.upper);
    expect(result.lower).toBeCloseTo(vector.paired.lower, 9);
    expect(result.upper).toBeCloseTo(vector.paired.upper, 9);
    expect(result.unpaired.seLog?.upper).toBeCloseTo(vector.unpaired.se_log, 10);
    expect(result.unpaired.lower).toBeCloseTo(vector.unpaired.lower, 9);
    expect(result.unpaired.upper).toBeCloseTo(vector.unpaired.upper, 9);
  });

  test('inverts when the arms are swapped', () => {
    const evidence = pairedOrderStatistics(prod, cases.p95_ratio.shadow, 0.9);
    const one = quantileRatio({ ...evidence, p: 0.9, level: 0.95 });
    const other = quantileRatio({
      ...evidence,
      prod: evidence.shadow,
      shadow: evidence.prod,
      p: 0.9,
      level: 0.95,
    });
    expect(other.ratio).toBeCloseTo(1 / one.ratio!, 12);
    expect(other.lower).toBeCloseTo(1 / one.upper!, 12);
    expect(other.upper).toBeCloseTo(1 / one.lower!, 12);
  });

  test('of a sample with itself is exactly 1: a correlation estimated above 1 must not make the error imaginary', () => {
    const evidence = pairedOrderStatistics(prod, prod, 0.95);
    const result = quantileRatio({ ...evidence, bothAtOrBelow: 999, p: 0.95, level: 0.95 });
    expect(result).toMatchObject({ ratio: 1, rho: 1, lower: 1, upper: 1, problem: null });
  });

  test('says why there are no bounds, and never gives NaN, where values are 0 or beyond the timeout', () => {
    const level = 0.95;
    const statistic = fc.constantFrom(0, 1e-300, 1, 250, 4000, 1e300, Infinity, NaN);
    const arm = fc
      .tuple(statistic, statistic, statistic)
      .map((values) => values.toSorted((a, b) => a - b))
      .map(([lower, quantile, upper]) => ({ lower: lower!, quantile: quantile!, upper: upper! }));
    fc.assert(
      fc.property(arm, arm, fc.nat(1000), (one, other, bothAtOrBelow) => {
        const result = quantileRatio({ n: 1000, p: 0.95, prod: one, shadow: other, bothAtOrBelow, level });
        const figures = [
          result.ratio,
          result.lower,
          result.upper,
          result.unpaired.lower,
          result.unpaired.upper,
        ];
        expect(figures.filter((value) => Number.isNaN(value))).toEqual([]);
        expect(figures.includes(null) && result.problem === null).toBe(false);
        expect(result.lower ?? 0).toBeLessThanOrEqual(result.upper ?? Infinity);
      }),
      { numRuns: 2000 },
    );
  });

  test('keeps its lower bound when only the upper order statistic of the shadow is beyond the timeout', () => {
    const { normal } = seeded(3);
    const base = rows.map(() => 100 * Math.exp(normal()));
    const shadow = base.map((ms) => (ms * 5 > 2750 ? Infinity : ms * 5));
    const evidence = pairedOrderStatistics(base, shadow, 0.95);
    expect(evidence.shadow.quantile).toBeLessThan(Infinity);
    expect(evidence.shadow.upper).toBe(Infinity);
    const { ratio, lower, upper } = quantileRatio({ ...evidence, p: 0.95, level: 0.95 });
    expect(upper).toBe(Infinity);
    expect(lower).toBeGreaterThan(3);
    expect(lower).toBeLessThan(ratio!);
  });

  test('gives no bound where fewer values lie beyond the quantile than the method needs', () => {
    const evidence = pairedOrderStatistics(prod.slice(0, 60), prod.slice(0, 60), 0.95);
    const result = quantileRatio({ ...evidence, p: 0.95, level: 0.95 });
    expect(result).toMatchObject({ ratio: null, lower: null, upper: null });
    expect(result.problem).toContain('Too few');
  });
});

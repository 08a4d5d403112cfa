import { quantileInterval } from '@core/stats/quantile-interval';
import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded } from './samples';

describe('bounds of a median by the sign test', () => {
  // Conover 1999, table of quantiles of the sign test: two-sided 95 % intervals.
  test.each([
    [6, 1],
    [10, 2],
    [15, 4],
    [20, 6],
    [25, 8],
    [50, 18],
    [100, 40],
  ])('n = %i: the %i-th from both ends', (n, lower) => {
    expect(quantileInterval({ n, p: 0.5, level: 0.975 })).toEqual({ lower, upper: n + 1 - lower });
  });

  test('do not exist where even the extremes are not sure enough', () => {
    expect(quantileInterval({ n: 4, p: 0.5, level: 0.95 })).toEqual({ lower: null, upper: null });
    expect(quantileInterval({ n: 5, p: 0.5, level: 0.95 })).toEqual({ lower: 1, upper: 5 });
  });

  test('cover the true median as often as they say', () => {
    const { normal } = seeded(3);
    const { lower, upper } = quantileInterval({ n: 101, p: 0.5, level: 0.95 });
    let [below, above] = [0, 0];
    for (let draw = 0; draw < 2000; draw++) {
      const sorted = Float64Array.from({ length: 101 }, normal).toSorted();
      if (sorted[lower! - 1]! > 0) above++;
      if (sorted[upper! - 1]! < 0) below++;
    }
    expect(Math.max(above, below) / 2000).toBeLessThan(0.065);
    expect(Math.min(above, below) / 2000).toBeGreaterThan(0.025);
  });

  test('move out with the design effect of clusters', () => {
    const single = quantileInterval({ n: 1000, p: 0.5, level: 0.95 });
    const clustered = quantileInterval({ n: 1000, p: 0.5, level: 0.95, deff: 4 });
    expect(500 - clustered.lower!).toBeGreaterThan(1.9 * (500 - single.lower!));
  });
});

describe('bounds of any quantile', () => {
  // P(all n values lie below the P95) = 0.95^n, which is at most 5 % from n = 59 on (Wilks 1941, tolerance limits).
  test('have an upper side from 59 values on at P95, and not before', () => {
    expect(quantileInterval({ n: 58, p: 0.95, level: 0.95 }).upper).toBeNull();
    expect(quantileInterval({ n: 59, p: 0.95, level: 0.95 }).upper).toBe(59);
    expect(quantileInterval({ n: 59, p: 0.05, level: 0.95 }).lower).toBe(1);
  });

  test('are the tightest ranks that hold their level', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.constantFrom(0.9, 0.95, 0.975),
        (n, p, level) => {
          const { lower, upper } = quantileInterval({ n, p, level });
          const atMost = (count: number): number => binomialCdf(count, n, p);
          expect(lower === null || atMost(lower - 1) <= 1 - level).toBe(true);
          expect(atMost(lower ?? 0)).toBeGreaterThan(1 - level);
          expect(upper === null || atMost(upper - 1) >= level).toBe(true);
          expect(atMost((upper ?? n + 1) - 2)).toBeLessThan(level);
        },
      ),
    );
  });
});

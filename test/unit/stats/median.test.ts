import { medianRanks } from '@core/stats/median-interval';
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
    expect(medianRanks(n, 0.975)).toEqual({ lower, upper: n + 1 - lower });
  });

  test('do not exist where even the extremes are not sure enough', () => {
    expect(medianRanks(4, 0.95)).toBeNull();
    expect(medianRanks(5, 0.95)).toEqual({ lower: 1, upper: 5 });
  });

  test('cover the true median as often as they say', () => {
    const { normal } = seeded(3);
    const { lower, upper } = medianRanks(101, 0.95)!;
    let [below, above] = [0, 0];
    for (let draw = 0; draw < 2000; draw++) {
      const sorted = Float64Array.from({ length: 101 }, normal).toSorted();
      if (sorted[lower - 1]! > 0) above++;
      if (sorted[upper - 1]! < 0) below++;
    }
    expect(Math.max(above, below) / 2000).toBeLessThan(0.065);
    expect(Math.min(above, below) / 2000).toBeGreaterThan(0.025);
  });

  test('move out with the design effect of clusters', () => {
    const single = medianRanks(1000, 0.95)!;
    const clustered = medianRanks(1000, 0.95, 4)!;
    expect(500 - clustered.lower).toBeGreaterThan(1.9 * (500 - single.lower));
  });
});

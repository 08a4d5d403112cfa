import { sequenceHalfWidth } from '@core/stats/asymptotic-sequence';
import { discordantEValue } from '@core/stats/discordant-e-value';
import { lookLimits, obrienFlemingSpending, pocockSpending } from '@core/stats/group-sequential';
import { mixtureBound, mixtureLog, quantileSequenceRanks } from '@core/stats/quantile-sequence';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded } from './samples';

describe('asymptotic confidence sequence', () => {
  // GrowthBook gbstats, tests of its sequential adjustment.
  test.each([
    { estimate: 0.50336, se: 0.33341, n: 6461, expected: 1000, interval: [-0.55844, 1.56516] },
    { estimate: 0.50386, se: 0.03386, n: 6461, expected: 5000, interval: [0.40098, 0.60675] },
  ])('agrees with a published two-sided interval around $estimate', (row) => {
    const sd = row.se * Math.sqrt(row.n);
    const half = sequenceHalfWidth({ n: row.n, sd, alpha: 0.05, expected: row.expected, sides: 2 });
    expect(row.estimate - half).toBeCloseTo(row.interval[0]!, 4);
    expect(row.estimate + half).toBeCloseTo(row.interval[1]!, 4);
  });

  // Waudby-Smith et al. 2024, one-sided form, computed independently.
  test.each([
    [100, 0.6606888049147895],
    [500, 0.1645330127172513],
    [1000, 0.09968835103830144],
    [2000, 0.06453323401576026],
    [5000, 0.039302327586932674],
    [10_000, 0.028013307238473714],
    [20_000, 0.020281212226954073],
  ])('has the reference one-sided width at n = %d', (n, width) => {
    expect(sequenceHalfWidth({ n, sd: 1, alpha: 0.05, expected: 5000, sides: 1 })).toBeCloseTo(width, 12);
  });

  test('is left at any of 500 looks in at most 5 % of samples, where a fixed bound is left far more often', () => {
    const { normal } = seeded(3);
    const draws = 600;
    let [sequence, fixed] = [0, 0];
    for (let draw = 0; draw < draws; draw++) {
      let [sum, leftSequence, leftFixed] = [0, false, false];
      for (let n = 1; n <= 5000; n++) {
        sum += normal();
        if (n < 200 || n % 10 > 0) continue;
        if (sum / n > sequenceHalfWidth({ n, sd: 1, alpha: 0.05, expected: 5000, sides: 1 }))
          leftSequence = true;
        if (sum / n > 1.645 / Math.sqrt(n)) leftFixed = true;
      }
      sequence += Number(leftSequence);
      fixed += Number(leftFixed);
    }
    expect(sequence / draws).toBeLessThan(0.05 + 4 * Math.sqrt((0.05 * 0.95) / draws));
    expect(fixed / draws).toBeGreaterThan(0.2);
  });
});

describe('e-value of discordant pairs', () => {
  test.each([
    [0, 1, 1.5],
    [0, 5, 10.5],
    [2, 10, 4.002020202020202],
    [4, 30, 2527.731801943366],
    [10, 40, 63.22792373201583],
    [6, 22, 4.80339945422729],
    [35, 100, 22.892371807927237],
    [40, 100, 1.7840590318646519],
  ])('is the reference for %d shadow-only among %d', (k, m, e) => {
    expect(discordantEValue(k, m - k) / e).toBeCloseTo(1, 9);
  });

  test('is 1 on average when both kinds are equally likely, by enumeration', () => {
    const m = 12;
    let mean = 0;
    let ways = 1;
    for (let k = 0; k <= m; k++) {
      mean += (ways / 2 ** m) * discordantEValue(k, m - k);
      ways = (ways * (m - k)) / (k + 1);
    }
    expect(mean).toBeCloseTo(1, 12);
  });

  test('without discordant pairs says nothing', () => {
    expect(discordantEValue(0, 0)).toBeCloseTo(1, 12);
  });
});

describe('quantile confidence sequence', () => {
  test('has the mixture of the confseq reference implementation', () => {
    // gostevehoward/confseq, unit tests: g .2, h .8, v_opt 100, alpha .05, one-sided.
    const mixture = { g: 0.2, h: 0.8, alpha: 0.05, optimal: 100 };
    expect(mixtureLog(mixture)(10, 100)).toBeCloseTo(-0.07134019, 7);
    expect(mixtureBound(100, mixture)).toBeCloseTo(28.41238, 4);
  });

  test.each([
    [500, 455, 493],
    [1000, 926, 972],
    [2000, 1869, 1930],
    [5000, 4702, 4796],
    [10_000, 9432, 9566],
  ])('encloses the P95 of %d values between ranks %d and %d', (n, lower, upper) => {
    expect(quantileSequenceRanks({ n, p: 0.95, alpha: 0.025, expected: 5000 })).toEqual({ lower, upper });
  });

  test('has no upper rank while even the largest of 200 values proves nothing', () => {
    const ranks = quantileSequenceRanks({ n: 200, p: 0.95, alpha: 0.025, expected: 5000 });
    expect(ranks).toEqual({ lower: 174, upper: null });
  });
});

describe('limits of planned looks', () => {
  test.each([
    // The first row is the published table of Lan–DeMets bounds (ldbounds, gsDesign).
    { fractions: [0.2, 0.4, 0.6, 0.8, 1], alpha: 0.025, z: [4.8769, 3.357, 2.6803, 2.2898, 2.031] },
    { fractions: [0.1, 0.25, 0.5, 1], alpha: 0.05, z: [6.0879, 3.7496, 2.5399, 1.6622] },
    { fractions: [0.2, 0.5, 1], alpha: 0.05, z: [4.2292, 2.5383, 1.6621] },
  ])('are those of O’Brien and Fleming at $fractions', ({ fractions, alpha, z }) => {
    lookLimits(fractions, alpha).forEach((limit, i) => expect(Math.abs(limit - z[i]!)).toBeLessThan(1e-3));
  });

  test('are those of Pocock when the error is spent evenly', () => {
    const limits = lookLimits([0.1, 0.25, 0.5, 1], 0.05, pocockSpending);
    [2.4122, 2.2583, 2.0978, 1.9199].forEach((z, i) => expect(Math.abs(limits[i]! - z)).toBeLessThan(1e-3));
  });

  test('a single look at the planned n is the ordinary one-sided test', () => {
    expect(lookLimits([1], 0.05)[0]).toBeCloseTo(1.6448536269514722, 9);
  });

  test('never ask less of a look than of the only one', () => {
    const fractions = fc
      .uniqueArray(fc.integer({ min: 5, max: 100 }), { minLength: 1, maxLength: 6 })
      .map((percent) => percent.toSorted((a, b) => a - b).map((p) => p / 100));
    fc.assert(
      fc.property(fractions, (looks) => {
        const spent = obrienFlemingSpending(looks.at(-1)!, 0.05);
        expect(spent).toBeLessThanOrEqual(0.05);
        for (const z of lookLimits(looks, 0.05)) expect(z).toBeGreaterThan(1.6448 - 1e-6);
      }),
      { numRuns: 30 },
    );
  });
});

import { changePoints } from '@core/stats/change-points';
import { clusterMeanBounds, clusterStandardError, designEffect } from '@core/stats/cluster-mean-bounds';
import { benjaminiHochberg, benjaminiYekutieli } from '@core/stats/false-discovery';
import { tBounds } from '@core/stats/mean-bounds';
import { newcombeBounds } from '@core/stats/newcombe';
import { logRatioError, ratioOfTotals } from '@core/stats/ratio-of-totals';
import { sampleRatioEValue, sampleRatioTest } from '@core/stats/sample-ratio';
import { shrink } from '@core/stats/shrink';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded } from './samples';

function clustered(groups: readonly (readonly number[])[]) {
  const values = groups.flat();
  const n = values.length;
  const mean = values.reduce((sum, x) => sum + x, 0) / n;
  const squares = groups.reduce((sum, group) => sum + group.reduce((s, x) => s + x - mean, 0) ** 2, 0);
  const sd = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1));
  return { n, mean, sd, clusters: groups.length, squares };
}

const scores = fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 5 }), {
  minLength: 2,
  maxLength: 12,
});

describe('cluster-robust mean', () => {
  // statsmodels OLS(cov_type="cluster") reproduces .14015864 without the small-sample factor, .16184126 with it.
  const sample = clustered([
    [1, 1, 0, 0.5],
    [0, 0, 0.5],
    [1, 1, 1, 1],
    [0, 0.5, 0.5, 1],
  ]);

  test('has the standard error of statsmodels', () => {
    expect(sample.mean).toBeCloseTo(0.6, 12);
    expect(clusterStandardError(sample)).toBeCloseTo(0.1618412573869611, 12);
    expect(designEffect(sample, sample.sd)).toBeCloseTo((0.1618412573869611 / 0.11126972805283736) ** 2, 9);
  });

  test('with every value its own cluster is the ordinary t bound', () => {
    fc.assert(
      fc.property(scores, (groups) => {
        const alone = clustered(groups.flat().map((x) => [x]));
        if (alone.n < 2) return;
        const { lower, upper } = clusterMeanBounds(alone, 0.95);
        const plain = tBounds(alone, 0.95);
        expect(lower).toBeCloseTo(plain.lower, 9);
        expect(upper).toBeCloseTo(plain.upper, 9);
      }),
    );
  });

  test('does not depend on the order of clusters, and twice the same clusters only count once more', () => {
    fc.assert(
      fc.property(scores, (groups) => {
        const once = clustered(groups);
        const turned = clustered(groups.toReversed());
        expect(clusterStandardError(turned)).toBeCloseTo(clusterStandardError(once), 9);
        const cr0 = (s: typeof once) => clusterStandardError(s) / Math.sqrt(s.clusters / (s.clusters - 1));
        const twice = clustered([...groups, ...groups]);
        expect(cr0(twice) * Math.sqrt(2)).toBeCloseTo(cr0(once), 9);
      }),
    );
  });
});

describe('false discovery rate', () => {
  // Benjamini & Hochberg 1995, table of 15 p-values.
  const p = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ];

  test('adjusts the table of Benjamini and Hochberg', () => {
    const expected = [
      0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.0638571, 0.0638571, 0.0645, 0.0765, 0.486, 0.5811818,
      0.714875, 0.7532308, 0.8132143, 1,
    ];
    benjaminiHochberg(p).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 6));
    expect(benjaminiHochberg(p).filter((value) => value <= 0.05)).toHaveLength(4);
    expect(benjaminiYekutieli(p)[3]).toBeCloseTo(0.11821190788378289, 9);
    expect(benjaminiYekutieli(p).filter((value) => value <= 0.05)).toHaveLength(3);
  });

  test('adjusts the 25 p-values of McDonald’s handbook', () => {
    const diets = [
      0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269, 0.275, 0.34,
      0.341, 0.384, 0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975, 0.986,
    ];
    const adjusted = benjaminiHochberg(diets);
    [0.025, 0.1, 0.21].forEach((value, i) => expect(adjusted[i]).toBeCloseTo(value, 12));
  });

  test('keeps the order of the p-values and never makes one smaller', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 }), (values) => {
        const adjusted = benjaminiHochberg(values);
        const ordered = values.map((p, i) => [p, adjusted[i]!] as const).toSorted((x, y) => x[0] - y[0]);
        ordered.forEach(([p, q], i) => {
          expect(q).toBeGreaterThanOrEqual(p);
          expect(q).toBeLessThanOrEqual(ordered[i + 1]?.[1] ?? 1);
        });
      }),
    );
  });
});

describe('sample ratio', () => {
  test('of a well-known experiment is alarming', () => {
    // Kohavi, Tang & Xu 2020, chapter 21: 821,588 against 815,482.
    const { statistic, p } = sampleRatioTest([821_588, 815_482], [1, 1]);
    expect(statistic).toBeCloseTo(22.77436884189436, 9);
    expect(p / 1.8217928726191858e-6).toBeCloseTo(1, 6);
  });

  test.each([
    [[510, 490], 0.04836289660203791],
    [[5100, 4900], 0.09259496612136245],
    [[5200, 4800], 37.40783910673062],
    [[821_588, 815_482], 86.38252934332577],
  ])('as an e-value of %j is the reference', (counts, bayesFactor) => {
    expect(sampleRatioEValue(counts, [0.5, 0.5]) / bayesFactor).toBeCloseTo(1, 6);
  });

  test('of counts in proportion says nothing, however many groups', () => {
    expect(sampleRatioTest([10, 20, 30, 40], [1, 2, 3, 4])).toEqual({ statistic: 0, degrees: 3, p: 1 });
    expect(sampleRatioTest([7], [1]).p).toBe(1);
  });
});

describe('Newcombe bounds of independent proportions', () => {
  // Newcombe 1998, Stat Med 17:873, table II, method 10.
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('agree with the published %d/%d − %d/%d', (x, m, y, n, lower, upper) => {
    const bounds = newcombeBounds({ successes: x, n: m }, { successes: y, n }, 0.975);
    expect(Number(bounds.lower.toFixed(4))).toBeCloseTo(lower, 4);
    expect(Number(bounds.upper.toFixed(4))).toBeCloseTo(upper, 4);
  });
});

describe('ratio of totals', () => {
  test('has the paired delta-method bounds, and covers about its level', () => {
    const { normal } = seeded(8);
    const draws = 800;
    let below = 0;
    for (let draw = 0; draw < draws; draw++) {
      const [s, p]: number[][] = [[], []];
      for (let i = 0; i < 400; i++) {
        const shared = normal();
        p!.push(Math.exp(0.5 * shared));
        s!.push(0.8 * Math.exp(0.5 * (0.8 * shared + 0.6 * normal())));
      }
      const mean = (x: number[]) => x.reduce((sum, value) => sum + value, 0) / x.length;
      const [ms, mp] = [mean(s!), mean(p!)];
      const cov = (x: number[], y: number[], mx: number, my: number) =>
        x.reduce((sum, value, i) => sum + (value - mx) * (y[i]! - my), 0) / (x.length - 1);
      const totals = {
        n: 400,
        shadow: { mean: ms, variance: cov(s!, s!, ms, ms) },
        prod: { mean: mp, variance: cov(p!, p!, mp, mp) },
        covariance: cov(s!, p!, ms, mp),
      };
      if (ratioOfTotals(totals, 0.95).upper >= 0.8) below++;
      // Pairing must help when the arms rise and fall together.
      expect(logRatioError(totals)).toBeLessThan(logRatioError({ ...totals, covariance: 0 }));
    }
    expect(Math.abs(below / draws - 0.95)).toBeLessThan(0.01 + 4 * Math.sqrt((0.95 * 0.05) / draws));
  });
});

describe('shrinkage', () => {
  test('moves what is little known and leaves what is well known', () => {
    const groups = [
      { estimate: 0.5, se: 0.3 },
      { estimate: 0.1, se: 0.01 },
      { estimate: -0.1, se: 0.01 },
      { estimate: 0.02, se: 0.02 },
    ];
    const [loose, firm] = shrink(groups);
    expect(Math.abs(loose!)).toBeLessThan(0.25);
    expect(firm).toBeCloseTo(0.1, 2);
  });

  test('keeps every group between its estimate and the others', () => {
    const groups = fc.array(
      fc.record({
        estimate: fc.double({ min: -1, max: 1, noNaN: true }),
        se: fc.double({ min: 0.01, max: 1, noNaN: true }),
      }),
      { minLength: 2, maxLength: 20 },
    );
    fc.assert(
      fc.property(groups, (values) => {
        const [low, high] = [
          Math.min(...values.map(({ estimate }) => estimate)),
          Math.max(...values.map(({ estimate }) => estimate)),
        ];
        for (const value of shrink(values)) {
          expect(value).toBeGreaterThanOrEqual(low - 1e-9);
          expect(value).toBeLessThanOrEqual(high + 1e-9);
        }
      }),
    );
  });
});

describe('change points', () => {
  const bins = (means: readonly number[], noise: () => number) =>
    means.map((mean) => ({ mean: mean + 0.1 * noise(), variance: 0.01 }));

  test('are found where the mean jumps, and nowhere else', () => {
    const { normal } = seeded(21);
    const means = [
      ...Array<number>(30).fill(1),
      ...Array<number>(20).fill(1.4),
      ...Array<number>(22).fill(1),
    ];
    const found = changePoints(bins(means, normal), 0.01);
    expect(found.map(({ at }) => at)).toHaveLength(2);
    expect(Math.abs(found[0]!.at - 30)).toBeLessThan(3);
    expect(Math.abs(found[1]!.at - 50)).toBeLessThan(3);
    expect(found[0]!.before).toBeCloseTo(1, 1);
    expect(found[0]!.after).toBeCloseTo(1.4, 1);
  });

  test('are called in at most the stated share of steady series', () => {
    const { normal } = seeded(34);
    const draws = 2000;
    let called = 0;
    for (let draw = 0; draw < draws; draw++)
      if (changePoints(bins(Array<number>(60).fill(1), normal), 0.05).length > 0) called++;
    expect(called / draws).toBeLessThan(0.05 + 4 * Math.sqrt((0.05 * 0.95) / draws));
    expect(called).toBeGreaterThan(0);
  });

  test('need a few bins', () => {
    expect(
      changePoints(
        bins([1, 9, 1], () => 0),
        0.05,
      ),
    ).toEqual([]);
  });
});

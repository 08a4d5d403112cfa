import { holm } from '@core/stats/holm';
import { mcnemar } from '@core/stats/mcnemar';
import { sampleSize } from '@core/stats/sample-size';
import { tangoBounds, tangoScore } from '@core/stats/tango';
import { wilson } from '@core/stats/wilson';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../fixtures/decision-vectors.json';

const Z95 = 1.6448536269514722;

const counts = fc
  .record({ b: fc.nat(60), c: fc.nat(60), concordant: fc.integer({ min: 1, max: 5000 }) })
  .map(({ b, c, concordant }) => ({ b, c, n: b + c + concordant }));

describe('Wilson bounds', () => {
  const { rows } = vectors.wilson_95;

  test.each(rows)('agree with the reference for $x of $n', ({ x, n, wilson: expected }) => {
    const { lower, upper } = wilson({ successes: x, n, level: 0.975 });
    expect(lower).toBeCloseTo(expected[0]!, 12);
    expect(upper).toBeCloseTo(expected[1]!, 12);
  });

  test.each(rows.flatMap((row) => (row.published ? [{ ...row, published: row.published }] : [])))(
    'agree with the published figures for $x of $n',
    ({ x, n, published }) => {
      const { lower, upper } = wilson({ successes: x, n, level: 0.975 });
      expect([lower, upper].map((bound) => Number(bound.toFixed(4)))).toEqual(published);
    },
  );

  test('are exactly 0 for none and 1 for all, without rounding errors beyond them', () => {
    expect(wilson({ successes: 0, n: 7, level: 0.95 }).lower).toBe(0);
    expect(wilson({ successes: 7, n: 7, level: 0.95 }).upper).toBe(1);
  });
});

describe('Tango bounds', () => {
  const rows = vectors.tango.rows.flatMap(({ a, b, c, d, published, tango_95, tango_90 }) => {
    const table = { b, c, n: a + b + c + d };
    return [
      { table, level: 0.975, expected: tango_95, printed: published?.tango_95 },
      { table, level: 0.95, expected: tango_90, printed: published?.tango_90 },
    ];
  });

  test.each(rows)('agree with the reference for $table at $level', ({ table, level, expected }) => {
    const { lower, upper } = tangoBounds(table, level);
    expect(lower).toBeCloseTo(expected[0]!, 9);
    expect(upper).toBeCloseTo(expected[1]!, 9);
  });

  test.each(rows.flatMap((row) => (row.printed ? [{ ...row, printed: row.printed }] : [])))(
    'agree with the published figures for $table at $level',
    ({ table, level, printed }) => {
      const { lower, upper } = tangoBounds(table, level);
      expect(Math.abs(lower - printed[0]!)).toBeLessThan(0.00051);
      expect(Math.abs(upper - printed[1]!)).toBeLessThan(0.00051);
    },
  );

  test('are ±z²/(n + z²) without discordant pairs, not the empty interval of Wald', () => {
    for (const n of [1, 50, 10_000, 2_000_000]) {
      const { lower, upper } = tangoBounds({ b: 0, c: 0, n }, 0.95);
      expect(upper / (Z95 ** 2 / (n + Z95 ** 2))).toBeCloseTo(1, 9);
      expect(lower).toBe(-upper);
    }
  });

  test('mirror when the arms are swapped', () => {
    fc.assert(
      fc.property(counts, ({ b, c, n }) => {
        const one = tangoBounds({ b, c, n }, 0.95);
        const other = tangoBounds({ b: c, c: b, n }, 0.95);
        expect(one.lower).toBe(-other.upper);
        expect(one.upper).toBe(-other.lower);
      }),
    );
  });

  test('narrow when concordant pairs are added to a majority of such', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 1000 }), ({ b, c, n }, more) => {
        const few = tangoBounds({ b, c, n: n + b + c + 5 }, 0.95);
        const many = tangoBounds({ b, c, n: n + b + c + 5 + more }, 0.95);
        expect(many.upper - many.lower).toBeLessThan(few.upper - few.lower);
      }),
    );
  });

  test('stay within [−1, 1] and solve the score equation', () => {
    fc.assert(
      fc.property(counts, fc.constantFrom(0.8, 0.95, 0.999), (table, level) => {
        const { lower, upper } = tangoBounds(table, level);
        expect(lower).toBeGreaterThanOrEqual(-1);
        expect(upper).toBeLessThanOrEqual(1);
        expect(tangoScore(table, lower)).toBeCloseTo(-tangoScore(table, upper), 4);
      }),
    );
  });

  test('reach ±1 when every pair is discordant the same way', () => {
    expect(tangoBounds({ b: 5, c: 0, n: 5 }, 0.95).upper).toBe(1);
    expect(tangoBounds({ b: 0, c: 5, n: 5 }, 0.95).lower).toBe(-1);
  });
});

describe('McNemar p-values', () => {
  test.each(vectors.mcnemar.rows)('agree with the reference for $b against $c', ({ b, c, exact, midp }) => {
    expect(mcnemar(b, c).exact / exact).toBeCloseTo(1, 8);
    expect(mcnemar(b, c).midP / midp).toBeCloseTo(1, 8);
    expect(mcnemar(c, b).midP).toBeCloseTo(mcnemar(b, c).midP, 12);
  });
});

describe('Holm', () => {
  test.each(vectors.holm)(
    'agrees with the adjusted p-values of $source',
    ({ p, alpha, adjusted, rejections }) => {
      const result = holm(p);
      for (const [i, expected] of adjusted.entries()) expect(result[i]).toBeCloseTo(expected, 12);
      expect(result.filter((value) => value <= alpha)).toHaveLength(rejections);
    },
  );

  test('answers in the order of the question', () => {
    expect(holm([0.5, 0.01, 0.02])).toEqual([0.5, 0.03, 0.04]);
    expect(holm([])).toEqual([]);
  });
});

describe('sample size', () => {
  test('rests on the sum of the two normal quantiles', () => {
    const n = sampleSize({ level: 0.95, power: 0.8, u: 1, effect: 1 });
    expect(Math.sqrt(n)).toBeCloseTo(vectors.sample_size.z95_plus_z80.value, 12);
  });

  test.each(vectors.sample_size.rows)('agrees for $source', ({ u_squared, effect, n }) => {
    expect(Math.ceil(sampleSize({ level: 0.95, power: 0.8, u: Math.sqrt(u_squared), effect }))).toBe(n);
  });
});

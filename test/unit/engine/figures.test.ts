import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorKind, isTimeout } from '@core/engine/error-kind';
import { moments } from '@core/engine/moments';
import { pairedQuantiles } from '@core/engine/paired-quantiles';
import { similarityDistribution } from '@core/engine/similarity-distribution';
import { nearestRank, sortedValues } from '@core/engine/sorted-values';

const latency = fc.oneof(
  fc.double({ min: 0, max: 1e6, noNaN: true }),
  fc.constant(Infinity),
  fc.constant(Number.NaN),
);

describe('sorted values', () => {
  it('leave out what was not measured and put timeouts last (a NaN in front would shift every rank)', () => {
    fc.assert(
      fc.property(fc.array(latency), (values) => {
        const expected = values.filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b);
        expect([...sortedValues(Float64Array.from(values))]).toEqual(expected.map((value) => value + 0));
      }),
    );
  });

  it('give the nearest rank without a rounding error at whole numbers (0.95 · 20 is 19, not 20)', () => {
    const values = Float64Array.from({ length: 20 }, (_, i) => i + 1);
    expect(nearestRank(values, 0.95)).toBe(19);
    expect(nearestRank(values, 0.951)).toBe(20);
    expect(nearestRank(values, 0.001)).toBe(1);
    // NIST e-Handbook's example 1…10: the inverse distribution function gives 10.
    expect(nearestRank(values.subarray(0, 10), 0.95)).toBe(10);
    expect(nearestRank(new Float64Array(), 0.5)).toBeNull();
  });
});

describe('moments', () => {
  it('agree with the values of the skew-corrected bound (30 × .99, 12 × .97, 5 × .93, .80, .60, .45)', () => {
    const values = [
      ...Array<number>(30).fill(0.99),
      ...Array<number>(12).fill(0.97),
      ...Array<number>(5).fill(0.93),
      0.8,
      0.6,
      0.45,
    ];
    const { mean, sd, m3 } = moments(Float64Array.from(values));
    expect(mean).toBeCloseTo(0.9568, 12);
    expect(sd).toBeCloseTo(0.09556363, 8);
    const sigma = sd! * Math.sqrt(49 / 50);
    expect(m3! / sigma ** 3).toBeCloseTo(-4.21456483, 7);
  });

  it('are null where n does not allow them', () => {
    expect(moments(new Float64Array())).toEqual({ mean: null, sd: null, m3: null });
    expect(moments(Float64Array.of(0.5))).toEqual({ mean: 0.5, sd: null, m3: 0 });
  });
});

describe('paired quantiles', () => {
  it('give the published order statistics of the deterministic example', () => {
    const prod = Float64Array.from({ length: 1000 }, (_, i) => 100 + ((i * 7919) % 1000));
    const shadow = prod.map((value, i) => 1.1 * value + ((i * 104_729) % 97));
    const [quantile] = pairedQuantiles({ prod, shadow }, [0.95]);
    expect(quantile!.prod.quantile).toBe(1049);
    expect(quantile!.shadow.quantile).toBeCloseTo(1203.2, 9);
    expect(quantile!.bothAtOrBelow).toBe(936);
  });

  it('do not depend on the order of the pairs', () => {
    const pair = fc.tuple(
      fc.double({ min: 1, max: 1e4, noNaN: true }),
      fc.double({ min: 1, max: 1e4, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 300 }), (pairs) => {
        const of = (rows: [number, number][]) =>
          pairedQuantiles(
            { prod: Float64Array.from(rows, ([a]) => a), shadow: Float64Array.from(rows, ([, b]) => b) },
            [0.5, 0.95],
          );
        expect(of(pairs.toReversed())).toEqual(of(pairs));
      }),
    );
  });
});

/** Similarities as a log brings them. */
function logged(similarities: Float64Array) {
  return { similarities, unrelated: new Float64Array(), encoder: null, meaning: null };
}

describe('the similarity distribution', () => {
  it('counts every value once, at the edges too', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1 }), (values) => {
        const drawn = similarityDistribution(logged(Float64Array.from(values)), 0.95, 0.95)!;
        expect(drawn.counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
        expect(drawn.below).toBe(values.filter((value) => value < 0.95).length);
        expect(drawn.belowUpper).toBeGreaterThanOrEqual(drawn.below / drawn.n);
      }),
    );
  });

  it('is absent, not empty, when nothing was measured', () => {
    expect(similarityDistribution(logged(new Float64Array()), 0.95, 0.95)).toBeNull();
  });
});

describe('kinds of failure', () => {
  it('fold ids and amounts, so that like failures count as one, but keep status codes', () => {
    expect(errorKind('429 rate limit exceeded')).toBe('429 rate limit exceeded');
    expect(errorKind('request 8f14e45f-ceea-467f-a5ae-1b3c4d5e6f70 timed out after 30000 ms')).toBe(
      errorKind('request 11111111-2222-3333-4444-555555555555 timed out after 60000 ms'),
    );
    expect(errorKind('')).toBe('unspecified');
    expect(errorKind('first line\nstack')).toBe('first line');
    expect(errorKind('x '.repeat(500)).length).toBeLessThanOrEqual(60);
  });

  it('know a timeout by any of its usual names, and nothing else', () => {
    for (const text of [
      'timeout',
      'Request timed out',
      'ETIMEDOUT',
      'deadline exceeded',
      '504 Gateway Time-out',
      'HTTP 408',
    ])
      expect([text, isTimeout(text)]).toEqual([text, true]);
    for (const text of [null, '500 internal server error', 'content filter', 'rate limit'])
      expect([text, isTimeout(text)]).toEqual([text, false]);
  });
});

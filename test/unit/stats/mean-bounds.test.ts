import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { studentQuantile } from '@core/stats/student-quantile';
import { empiricalBernsteinBounds, johnsonBounds, tBounds } from '@core/stats/mean-bounds';
import { smallestAlpha } from '@core/stats/smallest-alpha';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../fixtures/decision-vectors.json';
import { moments } from './samples';

const reference = [
  ...Array.from({ length: 30 }, () => 0.99),
  ...Array.from({ length: 12 }, () => 0.97),
  ...Array.from({ length: 5 }, () => 0.93),
  0.8,
  0.6,
  0.45,
];

const scores = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 30, maxLength: 60 })
  .map(moments);

describe('bounds of a mean', () => {
  test('agree with the reference for a left-skewed sample', () => {
    const { n, mean, sd, t_lower_95, johnson_lower_95 } = vectors.mean_similarity_lower;
    const sample = moments(reference);
    expect(sample.n).toBe(n);
    expect(sample.mean).toBeCloseTo(mean, 12);
    expect(sample.sd).toBeCloseTo(sd, 12);
    expect(tBounds(sample, 0.95).lower).toBeCloseTo(t_lower_95, 10);
    expect(johnsonBounds(sample, 0.95).lower).toBeCloseTo(johnson_lower_95, 10);
  });

  test('of Johnson never claim more than those of t, on either side', () => {
    fc.assert(
      fc.property(scores, fc.double({ min: 0.5, max: 0.9999, noNaN: true }), (sample, level) => {
        const plain = tBounds(sample, level);
        const corrected = johnsonBounds(sample, level);
        expect(corrected.lower).toBeLessThanOrEqual(plain.lower);
        expect(corrected.upper).toBeGreaterThanOrEqual(plain.upper);
      }),
    );
  });

  test('of Johnson widen with the level even at the largest skewness, where the textbook formula turns back', () => {
    const sample = moments([...Array.from({ length: 39 }, () => 1), 0]);
    const mirrored = moments([...Array.from({ length: 39 }, () => 0), 1]);
    for (const each of [sample, mirrored]) {
      const bounds = [0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999].map((level) => johnsonBounds(each, level));
      for (const [i, { lower, upper }] of bounds.entries()) {
        if (i === 0) continue;
        expect(lower).toBeLessThan(bounds[i - 1]!.lower);
        expect(upper).toBeGreaterThan(bounds[i - 1]!.upper);
      }
    }
  });

  test('of Johnson mirror with the sample', () => {
    const mirrored = moments(reference.map((x) => 1 - x));
    const one = johnsonBounds(moments(reference), 0.95);
    const other = johnsonBounds(mirrored, 0.95);
    expect(one.lower).toBeCloseTo(1 - other.upper, 12);
    expect(one.upper).toBeCloseTo(1 - other.lower, 12);
  });

  test('of Maurer and Pontil keep a distance when every score is the same, unlike t', () => {
    const { lower, upper } = empiricalBernsteinBounds({ n: 101, mean: 1, sd: 0 }, 0.95);
    expect(1 - lower).toBeCloseTo((7 * Math.log(40)) / 300, 12);
    expect(upper).toBeCloseTo(2 - lower, 12);
  });
});

describe('the smallest alpha', () => {
  test('is the p-value that bounds imply', () => {
    expect(smallestAlpha((level) => level <= 0.97) / 0.03).toBeCloseTo(1, 5);
  });

  test('is 1 for a claim never made and 1e-9 for one always made', () => {
    expect(smallestAlpha(() => false)).toBe(1);
    expect(smallestAlpha(() => true)).toBe(1e-9);
  });
});

describe('Student quantiles', () => {
  test.each([
    [0.95, 1000, 1.646378817],
    [0.975, 1000, 1.962339081],
  ])('at %d with %d degrees of freedom are those of the tables', (level, degrees, expected) => {
    expect(studentQuantile(level, degrees)).toBeCloseTo(expected, 5);
  });

  test('pass over from inversion to expansion without a step, far into the tail', () => {
    for (const level of [0.5, 0.6, 0.95, 0.999, 1 - 1e-6, 1 - 1e-9])
      expect(studentQuantile(level, 1000) / (tQuantile(level, 1000) || 1)).toBeCloseTo(
        level === 0.5 ? 0 : 1,
        9,
      );
  });
});

import { fractionalLogit, logistic } from '@core/stats/fractional-logit';
import { invert } from '@core/stats/invert';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const outcome = fc.constantFrom<number>(0, 0.25, 0.5, 0.75, 1);
const outcomes = fc
  .array(outcome, { minLength: 3, maxLength: 60 })
  .filter((values) => values.some((value) => value > 0) && values.some((value) => value < 1));

describe('fractional logit', () => {
  test('with nothing but an intercept gives back the raw rate (Bradley–Terry of two models)', () => {
    fc.assert(
      fc.property(outcomes, (values) => {
        const fit = fractionalLogit({ features: values.map(() => [1]), outcomes: values })!;
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        expect(logistic(fit.coefficients[0]!)).toBeCloseTo(mean, 8);
      }),
    );
  });

  test('its sandwich of an intercept is the standard error of the mean on the logit scale', () => {
    fc.assert(
      fc.property(outcomes, (values) => {
        const n = values.length;
        const mean = values.reduce((sum, value) => sum + value, 0) / n;
        const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1) / n;
        const fit = fractionalLogit({ features: values.map(() => [1]), outcomes: values })!;
        expect(fit.covariance[0]![0]! * (mean * (1 - mean)) ** 2).toBeCloseTo(variance, 8);
      }),
    );
  });

  test('does not gain certainty from the same observations repeated within their clusters', () => {
    fc.assert(
      fc.property(outcomes, (values) => {
        const once = fractionalLogit({ features: values.map(() => [1]), outcomes: values })!;
        const twice = fractionalLogit({
          features: [...values, ...values].map(() => [1]),
          outcomes: [...values, ...values],
          clusters: [...values, ...values].map((_, i) => i % values.length),
        })!;
        expect(twice.covariance[0]![0]!).toBeCloseTo(once.covariance[0]![0]!, 8);
      }),
    );
  });

  test('gives no estimate for separated data, whose coefficients have none', () => {
    const features = [-2, -1, 1, 2].map((x) => [1, x]);
    expect(fractionalLogit({ features, outcomes: [0, 0, 1, 1] })).toBeNull();
    expect(fractionalLogit({ features: features.map(() => [1]), outcomes: [1, 1, 1, 1] })).toBeNull();
  });

  test('gives no estimate for a feature that never varies', () => {
    const features = [1, 2, 3, 4].map(() => [1, 3]);
    expect(fractionalLogit({ features, outcomes: [0, 1, 0, 1] })).toBeNull();
  });
});

describe('inverse of a matrix', () => {
  test('times the matrix is the identity, also where a pivot has to be moved up', () => {
    const entry = fc.integer({ min: -9, max: 9 });
    const matrix = fc.array(fc.array(entry, { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(matrix, (rows) => {
        const inverse = invert(rows);
        if (inverse === null) return;
        rows.forEach((row, i) =>
          rows.forEach((_, k) => {
            const product = row.reduce((sum, value, j) => sum + value * inverse[j]![k]!, 0);
            expect(product).toBeCloseTo(i === k ? 1 : 0, 7);
          }),
        );
      }),
    );
    expect(
      invert([
        [0, 1],
        [1, 0],
      ]),
    ).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  test('is refused for a singular matrix', () => {
    expect(
      invert([
        [1, 2],
        [2, 4],
      ]),
    ).toBeNull();
  });
});

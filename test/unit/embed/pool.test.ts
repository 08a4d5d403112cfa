import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cosine, poolTokens, poolWindows } from '@core/embed/pool';

test('the mean leaves padding out', () => {
  const hidden = Float32Array.of(1, 2, 3, 4, 99, 99, /* second window */ 5, 6, 99, 99, 99, 99);
  const shape = { lengths: [2, 1], tokens: 3, dimensions: 2 };
  expect([...poolTokens(hidden, { ...shape, pooling: 'mean' })]).toEqual([2, 3, 5, 6]);
  expect([...poolTokens(hidden, { ...shape, pooling: 'cls' })]).toEqual([1, 2, 5, 6]);
});

test('windows weigh by their tokens, and a text without windows is NaN, not zero', () => {
  const vectors = Float32Array.of(1, 0, 0, 1);
  const windows = [
    { text: 1, tokens: 3 },
    { text: 1, tokens: 4 },
  ];
  const pooled = poolWindows(vectors, { windows, texts: 2, dimensions: 2 });
  expect([...pooled.subarray(0, 2)]).toEqual([Number.NaN, Number.NaN]);
  expect(pooled[2]).toBeCloseTo(0.6, 6);
  expect(pooled[3]).toBeCloseTo(0.8, 6);
});

test('windows that cancel each other out have no direction: NaN', () => {
  const windows = [
    { text: 0, tokens: 2 },
    { text: 0, tokens: 2 },
  ];
  const pooled = poolWindows(Float32Array.of(1, 2, -1, -2), { windows, texts: 1, dimensions: 2 });
  expect(pooled.every(Number.isNaN)).toBe(true);
});

test('cosine is symmetric, 1 with itself at any scale, and never leaves [-1, 1]', () => {
  const vector = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(vector, vector, (a, b) => {
      fc.pre(Math.hypot(...a) > 1e-6 && Math.hypot(...b) > 1e-6);
      expect(cosine(a, b)).toBe(cosine(b, a));
      expect(Math.abs(cosine(a, b))).toBeLessThanOrEqual(1);
      expect(
        cosine(
          a,
          a.map((value) => 3 * value),
        ),
      ).toBeCloseTo(1, 9);
    }),
  );
  expect(cosine([3, 4], [4, 3])).toBeCloseTo(0.96, 12);
  expect(cosine([Number.NaN, 1], [1, 1])).toBeNaN();
  expect(cosine([0, 0], [1, 1])).toBeNaN();
});

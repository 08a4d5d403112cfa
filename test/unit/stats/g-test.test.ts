import { gTest } from '@core/stats/g-test';
import { expect, test } from 'vitest';

// Agresti 2002, Categorical Data Analysis, table 3.2: education and belief, G² = 69.8 with 4 degrees of freedom.
test('the published statistic of a table of three by three', () => {
  const { g, df, p } = gTest([
    [178, 138, 108],
    [570, 648, 442],
    [138, 252, 252],
  ]);
  expect(g).toBeCloseTo(69.8, 1);
  expect(df).toBe(4);
  expect(p).toBeLessThan(1e-13);
});

test('rows in proportion say nothing, and empty ones neither add nor break anything', () => {
  const { g, df, p } = gTest([
    [10, 20],
    [0, 0],
    [30, 60],
  ]);
  expect(g).toBeCloseTo(0, 12);
  expect(df).toBe(1);
  expect(p).toBeCloseTo(1, 6);
  expect(gTest([])).toEqual({ g: 0, df: 0, p: 1 });
});

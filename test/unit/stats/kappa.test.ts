import { agreement } from '@core/stats/kappa';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

/** Rows a person, columns the judge; classes A, TIE, B. */
const GOLDEN = [
  [40, 5, 5],
  [6, 20, 4],
  [4, 6, 30],
];

const square = fc
  .integer({ min: 2, max: 4 })
  .chain((size) =>
    fc.array(fc.array(fc.nat(40), { minLength: size, maxLength: size }), {
      minLength: size,
      maxLength: size,
    }),
  )
  .filter((table) => table.flat().some((count) => count > 0));

describe('agreement of two raters', () => {
  test('gives the reference figures of a 3 × 3 table', () => {
    const found = agreement(GOLDEN, 0.975)!;
    expect(found.n).toBe(120);
    expect(found.observed).toBeCloseTo(0.75, 12);
    expect(found.kappa!.value).toBeCloseTo(0.617428, 6);
    expect(found.kappa!.standardError).toBeCloseTo(0.06049, 6);
    expect(found.scottPi).toBeCloseTo(0.617408, 6);
    expect(found.ac1).toBeCloseTo(0.628684, 6);
    expect(found.linearKappa).toBeCloseTo(0.649701, 6);
  });

  test('bounds κ as SAS does, whose error is the large-sample one', () => {
    // Two dermatologists on 88 patients: SAS/STAT User's Guide, PROC FREQ, κ 0.3449, 95 % limits 0.2030 and 0.4868.
    const dermatologists = [
      [10, 4, 1, 0],
      [5, 10, 12, 2],
      [2, 4, 12, 5],
      [0, 2, 6, 13],
    ];
    const { value, lower, upper } = agreement(dermatologists, 0.975)!.kappa!;
    expect(value).toBeCloseTo(0.3449, 4);
    expect(lower).toBeCloseTo(0.203, 4);
    expect(upper).toBeCloseTo(0.4868, 4);
  });

  test('bounds κ widely where three items happen to agree, though its error is zero', () => {
    const { value, lower, upper } = agreement(
      [
        [2, 0],
        [0, 1],
      ],
      0.95,
    )!.kappa!;
    expect(value).toBe(1);
    expect(lower).toBeLessThan(0.2);
    expect(upper).toBe(1);
  });

  test('κ tells little agreement behind 91 % of equal votes when one class is rare', () => {
    const found = agreement(
      [
        [90, 5],
        [4, 1],
      ],
      0.95,
    )!;
    expect(found.observed).toBeCloseTo(0.91, 12);
    expect(found.kappa!.value).toBeCloseTo(0.134615, 6);
  });

  test('there is no κ where both raters only ever use one class, instead of a division by zero', () => {
    const found = agreement(
      [
        [12, 0],
        [0, 0],
      ],
      0.95,
    )!;
    expect(found.observed).toBe(1);
    expect([found.kappa, found.scottPi]).toEqual([null, null]);
  });

  test('nothing is said of no items', () => {
    expect(agreement([[0]], 0.95)).toBeNull();
  });

  test('does not depend on which rater stands in the rows, nor on the order of the classes', () => {
    fc.assert(
      fc.property(square, (table) => {
        const turned = table.map((_, i) => table.map((row) => row[i]!));
        const reversed = table.map((row) => row.toReversed()).toReversed();
        const found = agreement(table, 0.95)!;
        for (const other of [turned, reversed]) {
          const again = agreement(other, 0.95)!;
          for (const name of ['observed', 'scottPi', 'ac1', 'linearKappa'] as const)
            expect(again[name] ?? 9).toBeCloseTo(found[name] ?? 9, 9);
          expect(again.kappa?.value ?? 9).toBeCloseTo(found.kappa?.value ?? 9, 9);
        }
      }),
    );
  });

  test('is 1 exactly when the raters never differ, and at most 1', () => {
    fc.assert(
      fc.property(square, (table) => {
        const { observed, kappa, linearKappa } = agreement(table, 0.95)!;
        for (const value of [kappa?.value, linearKappa]) {
          if (value === undefined || value === null) continue;
          expect(value).toBeLessThanOrEqual(1 + 1e-12);
          expect(Math.abs(value - 1) < 1e-12).toBe(observed === 1);
        }
      }),
    );
  });
});

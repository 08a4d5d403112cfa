import { predictionPoweredMean } from '@core/stats/prediction-powered';
import { roganGladen } from '@core/stats/rogan-gladen';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded } from './samples';

/** n items of which the judge scores the first share × n with 1. */
function scores(n: number, share: number): number[] {
  return Array.from({ length: n }, (_, i) => (i < Math.round(n * share) ? 1 : 0));
}

describe('prediction-powered mean', () => {
  test('adds what people found the judge to be off by: .62 + (.56 − .63) = .55', () => {
    // 100 labelled (judge .63, people .56) among 1,000 judged (.62).
    const labelled = scores(100, 0.63).map((judge, i) => ({ judge, human: i < 56 ? 1 : 0, cluster: i }));
    const rest = scores(900, (620 - 63) / 900).map((judge, i) => ({ judge, human: null, cluster: 100 + i }));
    const found = predictionPoweredMean([...labelled, ...rest], 0.975)!;
    expect(found.value).toBeCloseTo(0.55, 12);
    expect(found.correction).toBeCloseTo(-0.07, 12);
    expect([found.n, found.labelled]).toEqual([1000, 100]);
  });

  test('with every item labelled is people’s own mean with people’s own error, whatever the judge says', () => {
    const item = fc.record({ judge: fc.constantFrom(0, 0.5, 1), human: fc.constantFrom(0, 0.5, 1) });
    fc.assert(
      fc.property(fc.array(item, { minLength: 3, maxLength: 40 }), (items) => {
        const found = predictionPoweredMean(
          items.map((each, i) => ({ ...each, cluster: i })),
          0.95,
        )!;
        const alone = predictionPoweredMean(
          items.map(({ human }, i) => ({ judge: human, human, cluster: i })),
          0.95,
        )!;
        expect(found.value).toBeCloseTo(alone.value, 10);
        expect(found.lower).toBeCloseTo(alone.lower, 10);
        expect(found.upper).toBeCloseTo(alone.upper, 10);
      }),
    );
  });

  test('covers the true mean of people at its levels although the judge is biased, which the judge alone never does', () => {
    const missed = { corrected: 0, judge: 0 };
    const rounds = 500;
    for (let round = 0; round < rounds; round++) {
      const { normal } = seeded(7 + round);
      const items = Array.from({ length: 600 }, (_, i) => {
        const human = normal() > 0 ? 1 : 0;
        // A judge that favours the shadow: calls a third of people's losses wins.
        const judge = human === 1 || normal() > 0.43 ? 1 : 0;
        return { judge, human: i < 120 ? human : null, cluster: i };
      });
      const { lower, upper } = predictionPoweredMean(items, 0.95)!;
      if (lower > 0.5 || upper < 0.5) missed.corrected++;
      if (items.reduce((sum, { judge }) => sum + judge, 0) / 600 > 0.56) missed.judge++;
    }
    // Nominally 10 % on both sides together; the skewed differences of a small labelled set cost a little.
    expect(missed.corrected / rounds).toBeGreaterThan(0.05);
    expect(missed.corrected / rounds).toBeLessThan(0.15);
    expect(missed.judge).toBe(rounds);
  });

  test('says nothing from fewer than two labels', () => {
    expect(predictionPoweredMean([{ judge: 1, human: 1, cluster: 0 }], 0.95)).toBeNull();
  });
});

describe('Rogan–Gladen', () => {
  test('gives the reference figure: .62 seen with sensitivity .88 and specificity .80 is .617647', () => {
    const found = roganGladen({
      apparent: { positives: 62, n: 100 },
      truePositive: { positives: 88, n: 100 },
      trueNegative: { positives: 80, n: 100 },
      level: 0.95,
    })!;
    expect(found.value).toBeCloseTo(0.617647, 6);
    expect(found.lower).toBeLessThan(found.value);
    expect(found.upper).toBeGreaterThan(found.value);
  });

  test('of a test without errors is the share that it measured, with its binomial error', () => {
    const found = roganGladen({
      apparent: { positives: 30, n: 120 },
      truePositive: { positives: 40, n: 40 },
      trueNegative: { positives: 40, n: 40 },
      level: 0.975,
    })!;
    expect(found.value).toBeCloseTo(0.25, 12);
    expect(found.upper - found.value).toBeCloseTo(1.959964 * Math.sqrt((0.25 * 0.75) / 120), 6);
  });

  test('is refused where the judge is no better than chance, instead of dividing by nearly nothing', () => {
    const part = { positives: 50, n: 100 };
    expect(roganGladen({ apparent: part, truePositive: part, trueNegative: part, level: 0.95 })).toBeNull();
  });
});

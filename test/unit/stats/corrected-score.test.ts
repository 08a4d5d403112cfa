import { correctedBounds, correctedScore } from '@core/stats/corrected-score';
import type { PairedCounts } from '@core/stats/score-bounds';
import { tangoScore } from '@core/stats/tango';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const Z95 = 1.6448536269514722;
const MOST = 4000;
const LOG_FACTORIAL = new Float64Array(MOST + 1);
for (let i = 1; i <= MOST; i++) LOG_FACTORIAL[i] = LOG_FACTORIAL[i - 1]! + Math.log(i);

/** Exact chance that a score calls a difference of `delta` too low or too high, summed over every table. */
function wrong(
  score: (counts: PairedCounts, delta: number) => number,
  { n, p12, p21 }: { n: number; p12: number; p21: number },
): { low: number; high: number } {
  const far = (p: number): number => Math.ceil(n * p + 9 * Math.sqrt(n * p) + 10);
  const found = { low: 0, high: 0 };
  for (let b = 0; b <= Math.min(n, far(p12)); b++)
    for (let c = 0; c <= Math.min(n - b, far(p21)); c++) {
      const rest = n - b - c;
      const chance = Math.exp(
        LOG_FACTORIAL[n]! -
          LOG_FACTORIAL[b]! -
          LOG_FACTORIAL[c]! -
          LOG_FACTORIAL[rest]! +
          b * Math.log(p12) +
          c * Math.log(p21) +
          rest * Math.log(1 - p12 - p21),
      );
      const z = score({ b, c, n }, p12 - p21);
      if (z < -Z95) found.low += chance;
      if (z > Z95) found.high += chance;
    }
  return found;
}

describe('bounds of rare paired differences', () => {
  const worlds = [0, 0.002, 0.005, 0.02].flatMap((delta) =>
    [0.0005, 0.003, 0.01].flatMap((p21) => [300, 1000, MOST].map((n) => ({ n, p12: p21 + delta, p21 }))),
  );

  test.each(worlds)('miss in at most 5 %% of samples of $n, $p12 against $p21', (world) => {
    const { low, high } = wrong(correctedScore, world);
    expect(low).toBeLessThanOrEqual(0.05);
    expect(high).toBeLessThanOrEqual(0.05);
  });

  test('miss more often without the correction', () => {
    expect(wrong(tangoScore, { n: 300, p12: 0.03, p21: 0.01 }).high).toBeGreaterThan(0.06);
  });

  const counts = fc
    .record({ b: fc.nat(60), c: fc.nat(60), rest: fc.nat(5000) })
    .map(({ b, c, rest }) => ({ b, c, n: b + c + rest + 1 }));

  test('hold the estimate, mirror when the arms are swapped, and widen with the level', () => {
    fc.assert(
      fc.property(counts, ({ b, c, n }) => {
        const one = correctedBounds({ b, c, n }, 0.95);
        const other = correctedBounds({ b: c, c: b, n }, 0.95);
        expect(one.lower).toBe(-other.upper);
        expect(one.lower).toBeLessThanOrEqual((b - c) / n);
        expect(one.upper).toBeGreaterThanOrEqual((b - c) / n);
        const surer = correctedBounds({ b, c, n }, 0.999);
        expect(surer.lower).toBeLessThanOrEqual(one.lower);
        expect(surer.upper).toBeGreaterThanOrEqual(one.upper);
      }),
    );
  });

  test('have nothing beyond them that the score still holds for', () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 0, max: 1, noNaN: true }), (table, share) => {
        const { upper } = correctedBounds(table, 0.95);
        const beyond = upper + share * (1 - upper);
        fc.pre(beyond > upper);
        expect(correctedScore(table, beyond)).toBeLessThanOrEqual(-Z95 + 1e-6);
      }),
    );
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planBatches } from '@core/embed/plan-batches';

const lengths = fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 300 });

test('each window is in one batch, and no batch passes its budget unless it is a single window', () => {
  fc.assert(
    fc.property(
      lengths,
      fc.integer({ min: 1, max: 3000 }),
      fc.integer({ min: 1, max: 64 }),
      (all, tokens, windows) => {
        const batches = planBatches(all, { tokens, windows });
        expect(batches.flat().toSorted((a, b) => a - b)).toEqual(all.map((_, i) => i));
        for (const batch of batches) {
          const padded = batch.length * Math.max(...batch.map((i) => all[i]!));
          expect(batch.length === 1 || padded <= tokens).toBe(true);
          expect(batch.length).toBeLessThanOrEqual(windows);
        }
      },
    ),
  );
});

test('padding stays small: neighbours in length share a batch (batches in the given order)', () => {
  const mixed = Array.from({ length: 640 }, (_, i) => (i % 2 === 0 ? 10 : 500));
  const padded = planBatches(mixed)
    .map((batch) => batch.length * Math.max(...batch.map((i) => mixed[i]!)))
    .reduce((sum, tokens) => sum + tokens, 0);
  expect(padded).toBeLessThan(1.05 * mixed.reduce((sum, tokens) => sum + tokens, 0));
});

test('equal lengths stay in the given order, so that a run repeats', () => {
  expect(planBatches([5, 5, 5, 9], { windows: 2 })).toEqual([
    [3, 0],
    [1, 2],
  ]);
});

import { selectRank } from '@core/stats/select-rank';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeded } from './samples';

test('the value of a rank is the one that sorting puts there, with ties and infinities', () => {
  const values = fc.array(
    fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(Infinity), fc.double({ noNaN: true })),
    {
      minLength: 1,
      maxLength: 60,
    },
  );
  fc.assert(
    fc.property(values, fc.nat(), (list, seed) => {
      const rank = seed % list.length;
      const scratch = Float64Array.from(list);
      const sorted = scratch.toSorted();
      expect(selectRank(scratch, rank)).toBe(sorted[rank] === 0 ? scratch[rank] : sorted[rank]);
      expect(scratch.slice(0, rank).every((value) => value <= scratch[rank]!)).toBe(true);
      expect(scratch.slice(rank + 1).every((value) => value >= scratch[rank]!)).toBe(true);
    }),
  );
});

test('and so with many values, where a sample narrows the search', () => {
  const { normal } = seeded(9);
  const values = Float64Array.from({ length: 20_000 }, () => Math.round(100 * normal()) + 0);
  const sorted = values.toSorted();
  for (const rank of [0, 1, 999, 10_000, 19_000, 19_999])
    expect(selectRank(values.slice(), rank)).toBe(sorted[rank]);
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortRows } from '@core/explore/sort-rows';

const KEYS = fc.array(
  fc.oneof(
    fc.double(),
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom(0, -0, Number.NaN, Infinity, -Infinity),
  ),
  { maxLength: 60 },
);

it('orders as a stable comparison does, with what has no value last either way', () => {
  fc.assert(
    fc.property(KEYS, fc.boolean(), (keys, desc) => {
      const rows = keys.map((_, row) => row).toReversed();
      const expected = rows.toSorted((a, b) => {
        const [x, y] = [keys[a]! + 0, keys[b]! + 0];
        if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
        return x === y ? 0 : x < y === desc ? 1 : -1;
      });
      expect([...sortRows(Uint32Array.from(rows), Float64Array.from(keys), desc)]).toEqual(expected);
    }),
  );
});

it('sorts by several keys when the last is sorted by first', () => {
  const order = Uint32Array.from([0, 1, 2, 3]);
  const second = sortRows(order, Float64Array.from([1, 2, 1, 2]), true);
  expect([...sortRows(second, Float64Array.from([5, 5, 4, 4]), false)]).toEqual([3, 2, 1, 0]);
});

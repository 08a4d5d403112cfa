import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rankCodes, rankNumbers } from '@core/explore/rank-values';
import { placeOf, sortRows, windowOf } from '@core/explore/sort-rows';

const NUMBER = fc.oneof(
  fc.double(),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0, -0, Number.NaN, Infinity, -Infinity),
);

function expectSorted(keys: readonly number[], desc: boolean): void {
  const rows = keys.map((_, row) => row).toReversed();
  const expected = rows.toSorted((a, b) => {
    const [x, y] = [keys[a]! + 0, keys[b]! + 0];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    return x === y ? 0 : x < y === desc ? 1 : -1;
  });
  const ranks = rankNumbers(Float64Array.from(keys));
  expect([...sortRows(Uint32Array.from(rows), [{ ranks, desc }])]).toEqual(expected);
}

it('orders as a stable comparison does, with what has no value last either way', () => {
  fc.assert(fc.property(fc.array(NUMBER, { maxLength: 60 }), fc.boolean(), expectSorted));
});

it('orders numbers that differ in the last half of their bits alone, few and many of them', () => {
  // Steps of 2^-40 near ±1: the upper halves of the bits are the same for all.
  const near = fc.tuple(fc.constantFrom(1, -1, -1000.5), fc.nat(300)).map(([at, n]) => at + n * 2 ** -40);
  fc.assert(fc.property(fc.array(near, { maxLength: 40 }), fc.boolean(), expectSorted));
  fc.assert(fc.property(fc.array(near, { minLength: 200, maxLength: 400 }), fc.boolean(), expectSorted), {
    numRuns: 20,
  });
});

it('orders more values than one pass tells apart', () => {
  const keys = Array.from({ length: 10_000 }, (_, row) => (row * 7919) % 10_007);
  expectSorted(keys, false);
  expectSorted(keys, true);
});

it('sorts by several columns, the first weighs most, categories without a value last either way', () => {
  const order = Uint32Array.from([0, 1, 2, 3]);
  const first = rankCodes(Uint8Array.from([2, 2, 1, 1]), 2);
  const second = rankNumbers(Float64Array.from([1, 2, 1, 2]));
  expect([
    ...sortRows(order, [
      { ranks: first, desc: false },
      { ranks: second, desc: true },
    ]),
  ]).toEqual([3, 2, 1, 0]);
  const some = rankCodes(Uint8Array.from([0, 1, 2, 0]), 2);
  expect([...sortRows(order, [{ ranks: some, desc: false }])]).toEqual([1, 2, 0, 3]);
  expect([...sortRows(order, [{ ranks: some, desc: true }])]).toEqual([2, 1, 0, 3]);
});

/** So many rows that a window is told apart by several digits, of keys with many values, few, and one. */
const MANY = 30_000;
const KEYS = [MANY * 8, 3000, 40, 1].map((values) =>
  rankNumbers(
    Float64Array.from({ length: MANY }, (_, row) =>
      row % 11 === 0 ? Number.NaN : (row * 7919 + (row >> 5)) % values,
    ),
  ),
);
const KEY = fc.record({ ranks: fc.constantFrom(...KEYS), desc: fc.boolean() });

it('finds a window of the order, and the place of each row in it, without sorting all', () => {
  const some = fc.nat(MANY + 100);
  fc.assert(
    fc.property(
      fc.array(KEY, { maxLength: 3 }),
      some,
      fc.nat(3000),
      fc.nat(6),
      (keys, first, length, left) => {
        const rows = Uint32Array.from({ length: MANY }, (_, row) => row).filter((row) => row % 7 !== left);
        const sorted = sortRows(rows, keys);
        const window = windowOf(rows, keys, [first, first + length]);
        expect(window).toEqual(sorted.subarray(first, first + length));
        for (const [at, row] of window.subarray(0, 3).entries())
          expect(placeOf(rows, keys, row)).toBe(first + at);
        expect(placeOf(rows, keys, 7 + left)).toBe(-1);
      },
    ),
    { numRuns: 40 },
  );
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rankCodes, rankNumbers } from '@core/explore/rank-values';
import { sortRows } from '@core/explore/sort-rows';

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
  expect([...sortRows(Uint32Array.from(rows), rankNumbers(Float64Array.from(keys)), desc)]).toEqual(expected);
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

it('sorts by several columns when the last is sorted by first, categories without a value last either way', () => {
  const order = Uint32Array.from([0, 1, 2, 3]);
  const second = sortRows(order, rankNumbers(Float64Array.from([1, 2, 1, 2])), true);
  expect([...sortRows(second, rankCodes(Uint8Array.from([2, 2, 1, 1]), 2), false)]).toEqual([3, 2, 1, 0]);
  const some = rankCodes(Uint8Array.from([0, 1, 2, 0]), 2);
  expect([...sortRows(order, some, false)]).toEqual([1, 2, 0, 3]);
  expect([...sortRows(order, some, true)]).toEqual([2, 1, 0, 3]);
});

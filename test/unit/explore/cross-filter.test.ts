import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countCodes, crossFilter } from '@core/explore/cross-filter';
import { keepRows, rowsInRange } from '@core/explore/row-set';

const LENGTH = 40;
const SET = fc.uint8Array({ minLength: LENGTH, maxLength: LENGTH, max: 1 });

it('counts for a facet what every other group of conditions leaves', () => {
  fc.assert(
    fc.property(fc.array(SET, { maxLength: 5 }), SET, (groups, codes) => {
      const { selected, but } = crossFilter(groups, LENGTH);
      const left = (without: number): number[] =>
        Array.from({ length: LENGTH }, (_, row) => row).filter((row) =>
          groups.every((rows, g) => g === without || rows[row] === 1),
        );
      expect([...selected]).toEqual(left(-1));
      groups.forEach((_, g) => {
        const counts = countCodes(codes, 2, [selected, but[g]!]);
        const expected = left(g).map((row) => codes[row]!);
        expect([...counts]).toEqual([0, 1].map((code) => expected.filter((each) => each === code).length));
      });
    }),
  );
});

it('takes a range half open, and never what has no value', () => {
  const values = Float64Array.from([1, 2, 3, Number.NaN, Infinity]);
  expect([...rowsInRange(values, 2, 3)]).toEqual([0, 1, 0, 0, 0]);
  expect([...rowsInRange(values, null, null)]).toEqual([1, 1, 1, 0, 1]);
});

it('keeps the order of the rows that belong', () => {
  expect([...keepRows(Uint32Array.from([3, 0, 2, 1]), Uint8Array.from([1, 0, 1, 1]))]).toEqual([3, 0, 2]);
});

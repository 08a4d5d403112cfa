import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LiveCounts } from '@core/explore/live-counts';
import { difference, intersection, rowsIn, rowsInRange, sizeOf } from '@core/explore/row-set';

const LENGTH = 43;
const SET = fc.oneof(
  fc.uint8Array({ minLength: LENGTH, maxLength: LENGTH, max: 1 }),
  // Nearly all or nearly none, where what is lacking or changed is counted instead.
  fc.tuple(fc.nat(LENGTH), fc.nat(1)).map(([row, most]) => {
    const rows = new Uint8Array(LENGTH).fill(most);
    if (row < LENGTH) rows[row] = 1 - most;
    return rows;
  }),
);
const CODES = fc.uint8Array({ minLength: LENGTH, maxLength: LENGTH, max: 2 });

function tally(codes: Uint8Array, belongs: (row: number) => boolean): number[] {
  return [0, 1, 2].map((code) => codes.filter((each, row) => each === code && belongs(row)).length);
}

it('counts a set as it changes as if it were counted anew', () => {
  fc.assert(
    fc.property(fc.array(SET, { maxLength: 8 }), CODES, CODES, fc.nat(7), (sets, codes, others, late) => {
      const counts = new LiveCounts(LENGTH);
      const coded = (column: Uint8Array) => ({
        codes: column,
        size: 3,
        totals: Uint32Array.from(tally(column, () => true)),
      });
      sets.forEach((rows, i) => {
        counts.moveTo(rows);
        expect(counts.size).toBe(rows.filter(Boolean).length);
        expect([...counts.of('a', coded(codes))]).toEqual(tally(codes, (row) => rows[row] === 1));
        // A column that is not looked at each time, and whose values have changed meanwhile.
        if (i % 2 === 0) return;
        const other = i < late ? codes : others;
        expect([...counts.of('b', coded(other))]).toEqual(tally(other, (row) => rows[row] === 1));
      });
    }),
  );
});

it('intersects and subtracts sets row by row', () => {
  fc.assert(
    fc.property(fc.array(SET, { maxLength: 4 }), SET, (sets, without) => {
      const rows = Array.from({ length: LENGTH }, (_, row) => row);
      const inAll = rows.filter((row) => sets.every((set) => set[row] === 1));
      const all = intersection(sets, LENGTH);
      expect(rows.filter((row) => all[row] === 1)).toEqual(inAll);
      expect(sizeOf(all)).toBe(inAll.length);
      expect([...difference(all, without)]).toEqual(inAll.filter((row) => without[row] === 0));
    }),
  );
});

it('takes a range half open, and never what has no value', () => {
  const values = Float64Array.from([1, 2, 3, Number.NaN, Infinity]);
  expect([...rowsInRange(values, 2, 3)]).toEqual([0, 1, 0, 0, 0]);
  expect([...rowsInRange(values, null, null)]).toEqual([1, 1, 1, 0, 1]);
});

it('lists the rows that belong, the last one too', () => {
  expect([...rowsIn(Uint8Array.from([1, 0, 1, 1]))]).toEqual([0, 2, 3]);
  expect([...rowsIn(Uint8Array.from([0, 0]))]).toEqual([]);
});

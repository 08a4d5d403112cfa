import { denseCodes } from '@core/engine/pair-values';
import fc from 'fast-check';
import { expect, test } from 'vitest';

test('the same code has the same number, another one another, in order of appearance', () => {
  // Codes of pairs without a cluster are negative; many fall into the same place of the table.
  const code = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.constantFrom(2 ** 20, 2 ** 30, 2 ** 51, 2 ** 52));
  fc.assert(
    fc.property(fc.array(code, { maxLength: 40 }), (codes) => {
      const { of, count } = denseCodes(Float64Array.from(codes, (each) => each + 0));
      const known = [...new Set(codes.map((each) => each + 0))];
      expect(count).toBe(known.length);
      expect([...of]).toEqual(codes.map((each) => known.indexOf(each + 0)));
    }),
  );
});

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type PairCondition, decodeFilter, encodeFilter } from '@core/model/pair-filter';

const condition: fc.Arbitrary<PairCondition> = fc.oneof(
  fc.record({
    kind: fc.constant('range' as const),
    column: fc.string(),
    min: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0)),
    max: fc.constant(null),
  }),
  fc.record({
    kind: fc.constant('any-of' as const),
    column: fc.string(),
    values: fc.array(fc.option(fc.string())),
  }),
  fc.record({
    kind: fc.constant('text' as const),
    in: fc.constantFrom('prompt' as const, 'anywhere' as const),
    mode: fc.constantFrom('plain' as const, 'regex' as const),
    pattern: fc.string({ minLength: 1 }),
  }),
  fc.constant({ kind: 'differs' as const }),
);

it('comes back from an address as it was', () => {
  fc.assert(
    fc.property(fc.array(condition), (filter) => {
      const address = new URLSearchParams({ f: encodeFilter(filter) }).toString();
      expect(decodeFilter(new URLSearchParams(address).get('f') ?? '')).toEqual(filter);
    }),
  );
});

it.each(['[', '{}', '[{"kind":"range"}]', '[{"kind":"differs","more":1}]', 'null'])(
  'is refused, not half read, when damaged: %s',
  (text) => {
    expect(decodeFilter(text)).toBeNull();
  },
);

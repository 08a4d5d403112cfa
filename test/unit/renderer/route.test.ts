import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Route, formatRoute, pairsRoute, parseRoute } from '../../../src-renderer/shared/route';

const id = fc.string({ minLength: 1 });

const route: fc.Arbitrary<Route> = fc.oneof(
  fc.constant<Route>({ screen: 'start' }),
  fc.record({
    screen: fc.constant('import' as const),
    logs: fc.array(id, { minLength: 1 }),
    workspace: fc.option(id),
  }),
  fc.record({ screen: fc.constant('overview' as const), workspace: id }),
  fc.record({
    screen: fc.constant('figures' as const),
    workspace: id,
    filter: fc.array(fc.record({ kind: fc.constant('differs' as const) }), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ screen: fc.constant('map' as const), workspace: id }),
  fc.record({ screen: fc.constant('decide' as const), workspace: id }),
  fc.record({ screen: fc.constant('settings' as const), workspace: fc.option(id) }),
  fc.record({
    screen: fc.constant('rejects' as const),
    workspace: id,
    code: fc.constantFrom(null, 'invalid-json' as const, 'duplicate' as const),
    offset: fc.nat(),
  }),
  fc.record({
    screen: fc.constant('explore' as const),
    workspace: id,
    filter: fc.array(
      fc.oneof(
        fc.record({
          kind: fc.constant('any-of' as const),
          column: id,
          values: fc.array(fc.option(fc.string())),
        }),
        fc.record({
          kind: fc.constant('text' as const),
          in: fc.constant('anywhere' as const),
          mode: fc.constant('regex' as const),
          pattern: id,
        }),
      ),
    ),
    sort: fc.array(fc.record({ column: id, desc: fc.boolean() })),
    pair: fc.option(id),
    full: fc.boolean(),
    blindSeed: fc.option(fc.nat(2 ** 32 - 1)),
    unreadable: fc.constant(false),
  }),
);

// Bug caught: an id with a slash, a space or a percent sign that leads to another screen after a reload.
test('every view survives the way through the address', () => {
  fc.assert(
    fc.property(route, (view) => {
      expect(parseRoute(formatRoute(view))).toEqual(view);
    }),
  );
});

// Bug caught: a link that was cut off and shows other pairs than meant without saying so.
test('an address with half a filter says that it can not be read', () => {
  const hash = formatRoute(pairsRoute('w', [{ kind: 'differs' }]));
  expect(parseRoute(hash.slice(0, -3))).toMatchObject({ screen: 'explore', filter: [], unreadable: true });
});

// Bug caught: an exception on a mistyped address, which leaves the window empty.
test('any address shows some screen', () => {
  fc.assert(
    fc.property(fc.string(), (hash) => {
      expect(parseRoute(`#${hash}`).screen).toBeTypeOf('string');
    }),
  );
  expect(parseRoute('#/w/%E0%A4%A')).toEqual({ screen: 'overview', workspace: '%E0%A4%A' });
  expect(parseRoute('#/w/x/rejects?offset=-5')).toMatchObject({ screen: 'rejects', offset: 0 });
});

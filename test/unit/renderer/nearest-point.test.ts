import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestPoint } from '../../../src-renderer/shared/plot/nearest-point';

// Bug caught: a cursor that reads out the neighbour of the point under the pointer.
test('the point found is as near as any', () => {
  const places = fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 1 });
  fc.assert(
    fc.property(places, fc.integer({ min: -100, max: 2100 }), (xs, x) => {
      const points = xs.toSorted((a, b) => a - b).map((place) => ({ x: place }));
      const found = points[nearestPoint(points, x) ?? -1];
      const least = Math.min(...points.map((point) => Math.abs(point.x - x)));
      expect(Math.abs((found?.x ?? Infinity) - x)).toBe(least);
    }),
  );
  expect(nearestPoint([], 3)).toBeNull();
});

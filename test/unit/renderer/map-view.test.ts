import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitted, isInside, toMap, toScreen, zoomed } from '../../../src-renderer/features/map/view';

const SIZE = { width: 800, height: 600 };
const number = fc.double({ min: -100, max: 100, noNaN: true });
const view = fc.record({ x: number, y: number, scale: fc.double({ min: 0.5, max: 200, noNaN: true }) });
const place = fc.tuple(
  fc.double({ min: 0, max: 800, noNaN: true }),
  fc.double({ min: 0, max: 600, noNaN: true }),
);

// Bug caught: an area that is stored other than it was drawn.
test('a place on the screen is the same after the way to the map and back', () => {
  fc.assert(
    fc.property(view, place, (at, [x, y]) => {
      const [left, top] = toScreen(toMap([x, y], at, SIZE), at, SIZE);
      expect(left).toBeCloseTo(x, 4);
      expect(top).toBeCloseTo(y, 4);
    }),
  );
});

// Bug caught: a map that slides away from under the pointer while zooming.
test('zooming keeps the place under the pointer where it is', () => {
  fc.assert(
    fc.property(view, place, fc.double({ min: 0.2, max: 5, noNaN: true }), (at, pointer, factor) => {
      const before = toMap(pointer, at, SIZE);
      const after = toMap(pointer, zoomed(at, factor, pointer, SIZE), SIZE);
      expect(after[0]).toBeCloseTo(before[0], 4);
      expect(after[1]).toBeCloseTo(before[1], 4);
    }),
  );
});

test('the whole view shows every point', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 50 }), (places) => {
      const points = {
        n: places.length,
        x: Float32Array.from(places, ([x]) => x),
        y: Float32Array.from(places, ([, y]) => y),
      };
      const whole = fitted(points, SIZE);
      for (let i = 0; i < points.n; i++) {
        const [left, top] = toScreen([points.x[i]!, points.y[i]!], whole, SIZE);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThanOrEqual(SIZE.width);
        expect(top).toBeGreaterThanOrEqual(0);
        expect(top).toBeLessThanOrEqual(SIZE.height);
      }
    }),
  );
});

test('the inside of an area is told by the even–odd rule, also where the border bends inwards', () => {
  const bent = [
    [0, 0],
    [10, 0],
    [10, 10],
    [5, 2],
    [0, 10],
  ] as const;
  expect(isInside([1, 1], bent)).toBe(true);
  expect(isInside([5, 8], bent)).toBe(false);
  expect(isInside([-1, 1], bent)).toBe(false);
});

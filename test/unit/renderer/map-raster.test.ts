import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusterCodes } from '../../../src-renderer/features/map/colours';
import { gridIndex } from '../../../src-renderer/features/map/grid-index';
import { rasterise } from '../../../src-renderer/features/map/raster';
import { selectedPoints } from '../../../src-renderer/features/map/selection';
import { isInside, nearestPoint } from '../../../src-renderer/features/map/view';

const number = fc.integer({ min: -500, max: 500 }).map((value) => value / 7);
const place = fc.tuple(number, number);
const places = fc.array(place, { minLength: 1, maxLength: 80 });

function pointsAt(list: readonly (readonly [number, number])[]) {
  const n = list.length;
  return {
    n,
    x: Float32Array.from(list, ([x]) => x),
    y: Float32Array.from(list, ([, y]) => y),
    seqs: new Int32Array(n),
    similarity: new Float32Array(n),
    cluster: new Int16Array(n),
    meaning: new Uint8Array(n),
  };
}

// Bug caught: cells that are skipped at a border, so that a point is not found by the pointer or not selected.
test('the index finds what looking at every point finds', () => {
  fc.assert(
    fc.property(places, place, fc.double({ min: 0.1, max: 60, noNaN: true }), (list, at, reach) => {
      const points = pointsAt(list);
      const index = gridIndex(points.x, points.y);
      const distance = (i: number) => Math.hypot(points.x[i]! - at[0], points.y[i]! - at[1]);
      const least = Math.min(...list.map((_, i) => distance(i)));
      const found = nearestPoint(points, index, at, reach);
      const isRight = found < 0 ? least >= reach * (1 - 1e-12) : distance(found) === least;
      expect(isRight).toBe(true);

      const corners = [at, [at[0] + reach, at[1]], [at[0] + reach / 3, at[1] + reach]] as const;
      const { selected, count } = selectedPoints({ kind: 'area', corners }, points, index);
      const inside = list.map((_, i) => (isInside([points.x[i]!, points.y[i]!], corners) ? 1 : 0));
      expect([...selected]).toEqual(inside);
      expect(count).toBe(inside.filter(Boolean).length);
    }),
  );
});

const size = { width: 100, height: 60 };
const painted = (list: readonly (readonly [number, number])[], selected: Uint8Array | null = null) => {
  const points = pointsAt(list);
  const pixels = new Uint8ClampedArray(size.width * size.height * 4);
  rasterise(pixels, {
    points,
    index: gridIndex(points.x, points.y),
    codes: new Uint8Array(list.length),
    colours: [[200, 20, 90]],
    ground: [255, 254, 250],
    view: { x: 0, y: 0, scale: 1 },
    size,
    radius: 1,
    alpha: 1,
    selected,
  });
  return (x: number, y: number) => {
    const at = ((size.height / 2 - y) * size.width + size.width / 2 + x) * 4;
    return [...pixels.subarray(at, at + 4)];
  };
};

// Bugs caught: channels that are swapped, a y axis that points down, a disc that is wrapped around the border.
test('a point is painted in its colour where it lies, and nothing elsewhere', () => {
  const at = painted([[10, 20]]);
  expect(at(10, 20)).toEqual([200, 20, 90, 255]);
  expect(at(10, -20)).toEqual([255, 254, 250, 255]);
  expect(at(13, 20)).toEqual([255, 254, 250, 255]);
  const bordering = painted([[50, 0]]);
  for (let x = -50; x < 50; x++) expect(bordering(x, 0)).toEqual([255, 254, 250, 255]);
});

test('what is not selected is faint, and lies under what is', () => {
  const at = painted(
    [
      [0, 0],
      [20, 0],
      [0, 0],
    ],
    Uint8Array.of(1, 0, 0),
  );
  expect(at(0, 0)).toEqual([200, 20, 90, 255]);
  const [red, green] = at(20, 0);
  expect(red).toBeGreaterThan(240);
  expect(green).toBeGreaterThan(200);
});

// Bug caught: neighbours of one colour, whose border can not be seen.
test('clusters that must share a colour are the farthest ones', () => {
  const row = Array.from({ length: 9 }, (_, i) => [i, 0] as const);
  const codes = clusterCodes(row);
  expect(new Set(codes.subarray(0, 8)).size).toBe(8);
  expect(codes[8]).toBe(codes[0]);
});

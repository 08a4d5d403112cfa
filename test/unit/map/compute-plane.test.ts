import { describe, expect, it } from 'vitest';
import { computePlane, type Plane } from '@core/map/compute-plane';
import { densityClusters } from '@core/map/density-clusters';
import type { Matrix } from '@core/map/matrix';
import { placeRest } from '@core/map/place-rest';
import { principalAxes, projected } from '@core/map/principal-axes';
import { seededRandom } from '@core/stats/seeded-random';

/** Sum of twelve uniforms less six: about normal. */
function normal(random: () => number): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random();
  return sum;
}

/** Rows of `groups` well separated groups in `dimensions`, one after another in turn. */
function grouped(n: number, groups: number, dimensions: number, seed = 7): Matrix {
  const random = seededRandom(seed);
  const centres = Array.from({ length: groups }, () =>
    Array.from({ length: dimensions }, () => 4 * normal(random)),
  );
  const values = new Float32Array(n * dimensions);
  for (let row = 0; row < n; row++)
    for (let i = 0; i < dimensions; i++)
      values[row * dimensions + i] = centres[row % groups]![i]! + normal(random);
  return { values, dimensions };
}

/** Runs it to its end; the share that is done only grows. */
function result<Value>(work: Generator<number, Value>): Value {
  let before = 0;
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    expect(step.value).toBeGreaterThanOrEqual(before);
    expect(step.value).toBeLessThanOrEqual(1);
    before = step.value;
  }
}

function drawn(rows: Matrix, seed = 1): Plane {
  return result(computePlane(rows, seededRandom(seed)));
}

/** Share of pairs of rows that are together in both groupings or apart in both (Rand 1971). */
function randIndex(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [agree, all] = [0, 0];
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < i; j++) {
      all++;
      if ((a[i] === a[j]) === (b[i] === b[j])) agree++;
    }
  return agree / all;
}

describe('a map', () => {
  it('keeps groups together that are together among many dimensions, and finds them as clusters', () => {
    const { cluster } = drawn(grouped(400, 5, 20));
    const truth = Array.from({ length: 400 }, (_, i) => i % 5);
    expect(new Set(cluster).size).toBeGreaterThanOrEqual(5);
    expect(randIndex(cluster, truth)).toBeGreaterThan(0.95);
  });

  it('is the same for the same rows and seed, byte by byte', () => {
    const rows = grouped(150, 3, 10);
    const [first, second] = [drawn(rows), drawn(rows)];
    expect(second).toEqual(first);
    expect(drawn(rows, 2).x).not.toEqual(first.x);
  });

  it.each([1, 2, 3, 4, 16])('has a finite place for each of %i rows', (n) => {
    const { x, y, cluster } = drawn(grouped(n, 2, 6));
    expect([x.length, y.length, cluster.length]).toEqual([n, n, n]);
    for (const value of [...x, ...y]) expect(Number.isFinite(value)).toBe(true);
  });

  it('has a finite place for rows that are all equal', () => {
    const { x, y } = drawn({ values: new Float32Array(40 * 6).fill(0.5), dimensions: 6 });
    for (const value of [...x, ...y]) expect(Number.isFinite(value)).toBe(true);
  });
});

describe('rows that were not fitted', () => {
  it('are placed among their own group (a search in too few cells would scatter them)', () => {
    const rows = grouped(900, 6, 12);
    const laid: Matrix = { values: rows.values.subarray(0, 600 * 12), dimensions: 12 };
    const rest: Matrix = { values: rows.values.subarray(600 * 12), dimensions: 12 };
    // Each group lies around a point of its own.
    const plane = Float32Array.from({ length: 1200 }, (_, i) => 10 * (Math.floor(i / 2) % 6) + (i % 2));
    const placed = result(placeRest(rest, { laid, plane }));
    for (let i = 0; i < 300; i++) expect(placed[i * 2]).toBeCloseTo(10 * (i % 6), 3);
  });
});

describe('principal axes', () => {
  it('are orthonormal and keep nearly all variance of rows that lie near a plane', () => {
    const random = seededRandom(3);
    const [a, b] = [0, 1].map(() => Float32Array.from({ length: 30 }, () => normal(random)));
    const values = new Float32Array(500 * 30);
    for (let row = 0; row < 500; row++) {
      const [along, across] = [3 * normal(random), 2 * normal(random)];
      for (let i = 0; i < 30; i++)
        values[row * 30 + i] = along * a![i]! + across * b![i]! + 0.01 * normal(random) + 5;
    }
    const axes = principalAxes({ values, dimensions: 30 }, 2, random);
    const dot = (p: Float32Array, q: Float32Array) => p.reduce((sum, value, i) => sum + value * q[i]!, 0);
    expect(dot(axes.axes[0]!, axes.axes[0]!)).toBeCloseTo(1, 4);
    expect(dot(axes.axes[0]!, axes.axes[1]!)).toBeCloseTo(0, 4);
    const kept = projected({ values, dimensions: 30 }, axes).values.reduce(
      (sum, value) => sum + value ** 2,
      0,
    );
    const all = values.reduce((sum, value, i) => sum + (value - axes.mean[i % 30]!) ** 2, 0);
    expect(kept / all).toBeGreaterThan(0.999);
  });
});

describe('clusters by density', () => {
  it('are numbered from the largest, leave out what lies between, and do not split one even cloud', () => {
    const random = seededRandom(5);
    const cloud = (n: number, x: number, y: number) =>
      Array.from({ length: n }, () => [x + normal(random) / 4, y + normal(random) / 4]).flat();
    const plane = Float32Array.from([...cloud(300, 0, 0), ...cloud(900, 10, 0), ...cloud(2, 5, 5)]);
    const cluster = densityClusters(plane);
    expect(new Set(cluster)).toEqual(new Set([0, 1, -1]));
    const most = (from: number, to: number) =>
      [0, 1, -1].toSorted(
        (a, b) =>
          cluster.subarray(from, to).filter((c) => c === b).length -
          cluster.subarray(from, to).filter((c) => c === a).length,
      )[0];
    expect([most(0, 300), most(300, 1200), most(1200, 1202)]).toEqual([1, 0, -1]);
  });

  it('are none for points that are too few', () => {
    expect([...densityClusters(Float32Array.of(0, 0, 1, 1))]).toEqual([-1, -1]);
  });
});

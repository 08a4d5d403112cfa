import type { CriterionResult } from '@core/model/decision';
import type { Timeline } from '@core/model/overview';
import { CRITERION_IDS } from '@core/model/plan';
import { criterionPlot } from '@core/plots/criterion-plot';
import { latencyPlot } from '@core/plots/latency-plot';
import type { Plot, SvgNode } from '@core/plots/plot';
import { shiftPlot } from '@core/plots/shift-plot';
import { similarityPlot } from '@core/plots/similarity-plot';
import { timelinePlots } from '@core/plots/timeline-plots';
import { toSvgString } from '@core/plots/to-svg-string';
import { winRatePlot } from '@core/plots/win-rate-plot';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

// The bug that all of these would catch: a scale of zero width, a logarithm of 0 or an overflow puts NaN or Infinity
// into a path, and the browser silently draws nothing.

const latency = fc.oneof(
  fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
  fc.constantFrom(0, 1, 1e-3, 1e9, Infinity, Number.MIN_VALUE, Number.MAX_VALUE),
);
const anything = fc.oneof(
  fc.double(),
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.constantFrom(0, 1, -1, Infinity, -Infinity, Number.NaN, Number.MAX_VALUE),
);
const probability = fc.double({ min: 0, max: 1, noNaN: true });
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const width = fc.integer({ min: 120, max: 1600 });

function nodes(node: SvgNode | string): SvgNode[] {
  return typeof node === 'string' ? [] : [node, ...node.children.flatMap(nodes)];
}

/** Everything in a plot that a browser could not draw, in words. */
function problems(plot: Plot): string[] {
  const attributes = nodes(plot.node).flatMap(({ tag, attrs }) =>
    Object.entries(attrs)
      .filter(([name]) => name !== 'aria-label')
      .filter(
        ([name, value]) =>
          /NaN|Infinity|undefined|\de[+-]?\d/.test(String(value)) ||
          (['width', 'height', 'r'].includes(name) && Number(value) < 0),
      )
      .map(([name, value]) => `${tag} ${name}=${value}`),
  );
  const places = plot.hover.map(({ x }) => x);
  const hover = plot.hover.filter(({ x, y = 0 }) => !Number.isFinite(x) || !Number.isFinite(y));
  return [
    ...attributes,
    ...hover.map(({ label }) => `hover point ${label}`),
    ...(places.some((x, index) => x < (places[index - 1] ?? x)) ? ['hover points out of order'] : []),
    ...(/NaN|undefined/.test(toSvgString(plot)) ? ['NaN in a text'] : []),
  ];
}

describe('no plot draws NaN, whatever the data', () => {
  test('win rates', () => {
    const figure = fc.record({ value: anything, lower: anything, upper: anything, n: fc.nat() });
    const rows = fc.array(fc.record({ label: fc.string(), figure: orNull(figure) }), { maxLength: 6 });
    fc.assert(
      fc.property(rows, width, probability, (list, w, threshold) => {
        expect(problems(winRatePlot(list, { width: w, threshold }))).toEqual([]);
      }),
    );
  });

  test('latency curves', () => {
    const curve = fc.array(fc.record({ p: probability, ms: latency }), { maxLength: 40 });
    fc.assert(
      fc.property(curve, curve, width, (prod, shadow, w) => {
        expect(problems(latencyPlot({ curves: { prod, shadow }, shifts: [] }, { width: w }))).toEqual([]);
      }),
    );
  });

  test('a flat curve, a single point and an empty arm', () => {
    const flat = [0.5, 0.9, 0.95, 0.99].map((p) => ({ p, ms: 100 }));
    for (const curves of [
      { prod: flat, shadow: flat },
      { prod: flat.slice(0, 1), shadow: [] },
      { prod: [], shadow: [] },
    ]) {
      expect(problems(latencyPlot({ curves, shifts: [] }, { width: 600 }))).toEqual([]);
    }
  });

  test('shifts', () => {
    const shift = fc.record({
      p: probability,
      n: fc.nat(),
      ratio: anything,
      lower: orNull(anything),
      upper: orNull(anything),
    });
    fc.assert(
      fc.property(fc.array(shift, { maxLength: 30 }), anything, width, (shifts, threshold, w) => {
        expect(problems(shiftPlot(shifts, { threshold, level: 0.95, width: w }))).toEqual([]);
      }),
    );
  });

  test('criteria, in both sizes', () => {
    const result = fc.record({
      id: fc.constantFrom(...CRITERION_IDS),
      estimate: orNull(anything),
      lower: orNull(anything),
      upper: orNull(anything),
      threshold: anything,
      passes: fc.constantFrom('below' as const, 'above' as const),
      verdict: fc.constantFrom('GO' as const, 'NO-GO' as const, 'NOT-ENOUGH-DATA' as const),
      n: fc.nat(),
    });
    fc.assert(
      fc.property(result, width, fc.constantFrom('row' as const, 'full' as const), (some, w, variant) => {
        const whole: CriterionResult = {
          label: 'Criterion',
          level: 0.95,
          needed: null,
          neededRange: null,
          required: true,
          method: '',
          reason: '',
          cautions: [],
          harmP: null,
          details: {},
          ...some,
        };
        expect(problems(criterionPlot(whole, { width: w, variant }))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('similarity', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.nat(), anything), { maxLength: 60 }),
        anything,
        anything,
        anything,
        (counts, from, to, threshold) => {
          const distribution = { n: 100, from, to, counts, threshold, below: 3, belowUpper: 0.1 };
          expect(problems(similarityPlot(distribution, { width: 500 }))).toEqual([]);
        },
      ),
    );
  });

  test('timelines, also of one bin, of no width, and at the end of time', () => {
    const start = fc.oneof(
      fc.integer({ min: 0, max: 2e12 }),
      fc.constantFrom(0, 8.64e15, -8.64e15, Number.NaN, Infinity),
    );
    const bin = fc.record({
      start,
      pairs: fc.nat(),
      prodP95: orNull(latency),
      shadowP95: orNull(latency),
      prodFailed: fc.nat(5),
      shadowFailed: fc.nat(5),
      prodSettled: fc.nat(5),
      shadowSettled: fc.nat(5),
      similarity: orNull(anything),
    });
    const binMs = fc.oneof(fc.integer({ min: 1, max: 1e9 }), fc.constantFrom(0, 1e300, Infinity));
    fc.assert(
      fc.property(fc.array(bin, { maxLength: 20 }), binMs, width, (bins, ms, w) => {
        const timeline: Timeline = { binMs: ms, bins, untimed: 0 };
        expect(timelinePlots(timeline, { width: w }).flatMap(problems)).toEqual([]);
      }),
    );
  });
});

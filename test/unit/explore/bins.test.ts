import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binCodes, type BinScale, binsFor } from '@core/explore/bins';
import { binsOfRange, rangeOfBins } from '../../../src-renderer/features/explore/brush';

const SCALES: readonly BinScale[] = ['linear', 'time', 'ratio', 'log'];
const VALUES = fc.array(fc.double({ min: 0, max: 1e13, noNaN: true }), { minLength: 1, maxLength: 80 });

describe.each(SCALES)('bins on a %s scale', (scale) => {
  it('hold every value within the edges of its bin, the outer ones also what lies beyond', () => {
    fc.assert(
      fc.property(VALUES, (values) => {
        const bins = binsFor(Float64Array.from(values), scale)!;
        const { edges, openBelow, openAbove } = bins;
        const last = edges.length - 2;
        expect(edges).toEqual(edges.toSorted((a, b) => a - b));
        expect(last).toBeLessThan(255);
        binCodes(Float64Array.from(values), bins).forEach((code, row) => {
          const bin = code - 1;
          const value = values[row]!;
          expect(value >= edges[bin]! || (bin === 0 && openBelow)).toBe(true);
          expect(value < edges[bin + 1]! || (bin === last && openAbove)).toBe(true);
        });
      }),
    );
  });

  it('give a brush back as the bins that it was drawn over', () => {
    fc.assert(
      fc.property(VALUES, fc.nat(), fc.nat(), (values, a, b) => {
        const bins = binsFor(Float64Array.from(values), scale)!;
        const count = bins.edges.length - 1;
        const drawn = [a % count, b % count].toSorted((x, y) => x - y) as [number, number];
        expect(binsOfRange(bins, rangeOfBins(bins, drawn))).toEqual(drawn);
      }),
    );
  });
});

it('are none where no pair has a value', () => {
  expect(binsFor(Float64Array.from([Number.NaN, Infinity]), 'linear')).toBeNull();
});

// Bug caught: edges finer than their rounding were equal, so that bars were drawn over each other and none could be brushed.
it('have edges that all differ where values hardly do', () => {
  const { edges } = binsFor(Float64Array.from([9_999_999_999_999.982, 9_999_999_999_999.988]), 'linear')!;
  expect(new Set(edges).size).toBe(edges.length);
});

it('put equal answers into a bin of their own', () => {
  const bins = binsFor(
    Float64Array.from({ length: 100 }, (_, i) => (i < 50 ? 1 : 0.6 + i / 250)),
    'linear',
  )!;
  const codes = binCodes(Float64Array.from([1, 0.995]), bins);
  expect(codes[0]).not.toBe(codes[1]);
});

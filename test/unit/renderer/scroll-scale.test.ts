import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScrollScale } from '../../../src-renderer/features/explore/scroll-scale';

const VIEW = 800;
const MILLION_ROWS = 46_000_000;

describe('scrolling more than a browser can lay out', () => {
  const scale = new ScrollScale(MILLION_ROWS, VIEW);

  it('stays far below the height at which Chromium cuts elements off', () => {
    expect(scale.height).toBeLessThan(2 ** 24);
  });

  it('moves by as many pixels as a wheel turns', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: MILLION_ROWS - 5000 }),
        fc.integer({ min: -300, max: 300 }),
        (offset, step) => {
          const place = scale.at(offset);
          expect(scale.moved(place, place.top + step).offset).toBeCloseTo(offset + step, 5);
        },
      ),
    );
  });

  it('reaches both ends by the scroll bar and by steps', () => {
    const start = scale.at(MILLION_ROWS / 2);
    expect(scale.moved(start, 0).offset).toBe(0);
    expect(scale.moved(start, scale.height - VIEW).offset).toBe(MILLION_ROWS - VIEW);
    let place = scale.at(3000);
    for (let i = 0; i < 40; i++) place = scale.at(scale.moved(place, Math.max(0, place.top - 100)).offset);
    expect(place).toEqual({ top: 0, offset: 0 });
  });

  it('puts the scroll bar where a jump to it leads back to the same place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MILLION_ROWS - VIEW }), (offset) => {
        const { top } = scale.at(offset);
        expect(scale.moved({ top: top > 4_000_000 ? 0 : scale.height, offset: 0 }, top).offset).toBeCloseTo(
          offset,
          0,
        );
      }),
    );
  });
});

it('is plain scrolling where everything fits', () => {
  const scale = new ScrollScale(28_000, VIEW);
  expect(scale.height).toBe(28_000);
  expect(scale.moved({ top: 0, offset: 0 }, 12_345)).toEqual({ top: 12_345, offset: 12_345 });
});

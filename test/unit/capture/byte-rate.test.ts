import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byteRate } from '../../../src-main/capture/byte-rate';

// A reader that waits as it is told must keep the rate whatever the chunks are: a flood would else take production's line.
it('holds what is read in any time to the rate and a tenth of a second', () => {
  const chunks = fc.array(fc.record({ bytes: fc.integer({ min: 1, max: 65_536 }), idle: fc.nat(200) }), {
    minLength: 1,
    maxLength: 200,
  });
  fc.assert(
    fc.property(chunks, fc.integer({ min: 1000, max: 10_000_000 }), (reads, perSecond) => {
      let now = 0;
      const rate = byteRate(perSecond, () => now);
      const done: { at: number; bytes: number }[] = [];
      for (const { bytes, idle } of reads) {
        now += idle;
        done.push({ at: now, bytes });
        now += rate.read(bytes);
      }
      for (let from = 0; from < done.length; from += 7) {
        let sum = 0;
        for (const { at, bytes } of done.slice(from)) {
          const before = sum;
          sum += bytes;
          // The chunk that fills the measure may be read as a whole.
          expect(before).toBeLessThanOrEqual(((at - done[from]!.at + 100) / 1000) * perSecond + 1e-6);
        }
      }
    }),
  );
});

it('does not hold up short answers', () => {
  const rate = byteRate(32 * 1024 ** 2, () => 0);
  for (let i = 0; i < 200; i++) expect(rate.read(10_000)).toBe(0);
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ExportFrame, decodeFrames, encodeFrame } from '@core/model/export-frames';

const progress = { done: 1, total: 2, pairsPerSecond: null, secondsLeft: null };

// Bug caught: a frame's line or bytes that the network cuts in two, a line break among the bytes, an empty piece.
it('gives the file and its frames back, however the stream is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.constantFrom(10, 123, 0, 255), { maxLength: 40 }), { maxLength: 5 }),
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }),
      async (pieces, cuts) => {
        const wire = Uint8Array.from([
          ...pieces.flatMap((piece) => [
            ...encodeFrame({ type: 'piece', progress, bytes: piece.length }, Uint8Array.from(piece)),
          ]),
          ...encodeFrame({ type: 'end' }),
        ]);
        const found: { type: ExportFrame['type']; bytes: number[] }[] = [];
        for await (const { frame, bytes } of decodeFrames(cut(wire, cuts)))
          found.push({ type: frame.type, bytes: bytes.flatMap((part) => [...part]) });
        expect(found).toEqual([
          ...pieces.map((bytes) => ({ type: 'piece', bytes })),
          { type: 'end', bytes: [] },
        ]);
      },
    ),
  );
});

async function* cut(
  wire: Uint8Array<ArrayBuffer>,
  sizes: readonly number[],
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0, i = 0; at < wire.length; i++) {
    const size = sizes[i % sizes.length]!;
    yield wire.subarray(at, at + size);
    at += size;
  }
}

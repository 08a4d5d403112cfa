import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { cosine } from '@core/embed/pool';
import { BUNDLED_ENCODER, encoderEntry } from '@core/model/encoder-catalogue';
import type { Embedder } from '@core/ports/embedder';
import { resolveModel } from '../../../src-main/adapters/embedder/model-folder';
import { openEmbedder } from '../../../src-main/adapters/embedder/open-embedder';

const bundledDir = fileURLToPath(new URL('../../../resources/encoder', import.meta.url));
const shipped = existsSync(`${bundledDir}/${BUNDLED_ENCODER}/onnx/model.onnx`);

describe.skipIf(!shipped)('the bundled encoder', () => {
  let embedder: Embedder | undefined;
  afterAll(() => embedder?.close());

  async function vectors(texts: readonly string[]): Promise<Float32Array[]> {
    const model = await resolveModel(BUNDLED_ENCODER, { modelsDir: bundledDir, bundledDir });
    embedder ??= openEmbedder({ model });
    const { dimensions } = embedder.identity;
    const all = await embedder.embed(texts);
    return texts.map((_, i) => all.subarray(i * dimensions, (i + 1) * dimensions));
  }

  test('is what the catalogue says, and loads with transformers.js', async () => {
    const [vector] = await vectors(['A man is playing a guitar.']);
    expect(vector).toHaveLength(encoderEntry(BUNDLED_ENCODER)!.dimensions);
    expect(Math.hypot(...vector!)).toBeCloseTo(1, 5);
  });

  test('puts a rewording closer than another topic (rows mixed up, wrong pooling)', async () => {
    const [a, b, c] = await vectors([
      'A man is playing a guitar.',
      'A man plays the guitar.',
      'The stock market fell sharply on Monday.',
    ]);
    expect(cosine(a!, b!)).toBeGreaterThan(0.7);
    expect(cosine(a!, c!)).toBeLessThan(0.5);
  });

  test('gives a text the same vector whatever its neighbours (arithmetic in int8 would not)', async () => {
    const text = 'The refund was sent to your bank account within three working days.';
    const [alone] = await vectors([text]);
    const crowds = [1, 7, 40].map((n) =>
      Array.from(
        { length: n },
        (_, i) => `${text} And then ${'some more words follow here. '.repeat(i + 1)}`,
      ),
    );
    for (const crowd of crowds) {
      const [together] = await vectors([text, ...crowd]);
      together!.forEach((value, d) => expect(Math.abs(value - alone![d]!)).toBeLessThan(1e-5));
    }
  });

  test('takes all of 512 tokens and more, unknown characters, and texts without tokens', async () => {
    const [long, symbols, empty] = await vectors(['word and another one '.repeat(20_000), '꧁ ༒ ꧂ ☃', '  ']);
    expect(long!.every(Number.isFinite)).toBe(true);
    expect(symbols!.every(Number.isFinite)).toBe(true);
    expect(empty!.every(Number.isNaN)).toBe(true);
  });
});

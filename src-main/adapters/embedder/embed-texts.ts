import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '@core/model/app-error';
import { planBatches } from '@core/embed/plan-batches';
import { poolWindows } from '@core/embed/pool';
import { splitWindows } from '@core/embed/split-windows';
import type { LoadedModel } from './load-model';

/** Characters tokenised before messages are looked at again: some tens of milliseconds. */
const CHARACTERS_PER_TURN = 200_000;

/**
 * @param isCancelled asked between batches
 * @returns unit-length vectors, texts.length × dimensions, row-major; a row of NaN for a text without any token
 * @throws AppError('cancelled')
 */
export async function embedTexts(
  model: LoadedModel,
  texts: readonly string[],
  { dimensions, isCancelled }: { dimensions: number; isCancelled: () => boolean },
): Promise<Float32Array> {
  // Inference blocks this thread, so a message that cancels is heard only in a pause.
  const pause = async (): Promise<void> => {
    await nextTurn();
    if (isCancelled()) throw new AppError('cancelled', { message: 'Measuring similarity was cancelled.' });
  };

  const windows: { text: number; ids: number[] }[] = [];
  let untilPause = CHARACTERS_PER_TURN;
  for (const [text, content] of texts.entries()) {
    for (const ids of splitWindows(wellFormed(content), model)) windows.push({ text, ids });
    untilPause -= content.length;
    if (untilPause > 0) continue;
    untilPause = CHARACTERS_PER_TURN;
    await pause();
  }

  const vectors = new Float32Array(windows.length * dimensions);
  for (const batch of planBatches(windows.map(({ ids }) => ids.length + model.overhead))) {
    await pause();
    const pooled = await model.run(batch.map((index) => windows[index]!.ids));
    batch.forEach((index, row) =>
      vectors.set(pooled.subarray(row * dimensions, (row + 1) * dimensions), index * dimensions),
    );
  }
  return poolWindows(vectors, {
    windows: windows.map(({ text, ids }) => ({ text, tokens: ids.length })),
    texts: texts.length,
    dimensions,
  });
}

/** Half characters, which no encoding of Unicode holds, become U+FFFD. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

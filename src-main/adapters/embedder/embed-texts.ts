import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '@core/model/app-error';
import { planBatches } from '@core/embed/plan-batches';
import { poolWindows } from '@core/embed/pool';
import type { Infer } from './load-model';
import type { TextWindows } from './tokenizer-messages';

/** Texts that are tokenised together: few at first, so that inference starts soon, then more, for even batches. */
const FIRST_TEXTS = 64;
const MOST_TEXTS = 512;

export interface EmbeddingParts {
  infer: Infer;
  /** Tokens of a window around the text's own. */
  overhead: number;
  split: (texts: readonly string[]) => Promise<TextWindows>;
  dimensions: number;
  /** Asked between batches. */
  isCancelled: () => boolean;
}

/**
 * The next texts are tokenised in their thread while these go through the model.
 * @returns unit-length vectors, texts.length × dimensions, row-major; a row of NaN for a text without any token
 * @throws AppError('cancelled')
 */
export async function embedTexts(
  texts: readonly string[],
  { infer, overhead, split, dimensions, isCancelled }: EmbeddingParts,
): Promise<Float32Array> {
  // Inference blocks this thread, so a message that cancels is heard only in a pause.
  const pause = async (): Promise<void> => {
    await nextTurn();
    if (isCancelled()) throw new AppError('cancelled', { message: 'Measuring similarity was cancelled.' });
  };
  const vectors = new Float32Array(texts.length * dimensions);
  // Texts of about one length go through the model together, also where few are tokenised at a time.
  const order = [...texts.keys()].toSorted((a, b) => texts[b]!.length - texts[a]!.length || a - b);
  const chunks = chunksOf(texts.length);
  const splitting = (chunk: number): Promise<TextWindows> | null => {
    const place = chunks[chunk];
    const windows = place ? split(order.slice(place.from, place.to).map((text) => texts[text]!)) : null;
    // One that fails while another chunk is awaited is told when its turn comes.
    windows?.catch(() => {});
    return windows;
  };
  let next = splitting(0);
  for (const [i, { from, to }] of chunks.entries()) {
    const windows = await next!;
    next = splitting(i + 1);
    const own = windowIds(windows);
    const found = new Float32Array(own.length * dimensions);
    for (const batch of planBatches(own.map((ids) => ids.length + overhead))) {
      await pause();
      const pooled = await infer(batch.map((index) => own[index]!));
      batch.forEach((index, row) =>
        found.set(pooled.subarray(row * dimensions, (row + 1) * dimensions), index * dimensions),
      );
    }
    await pause();
    const shape = own.map((ids, window) => ({ text: windows.texts[window]!, tokens: ids.length }));
    const pooled = poolWindows(found, { windows: shape, texts: to - from, dimensions });
    for (let row = 0; row < to - from; row++)
      vectors.set(pooled.subarray(row * dimensions, (row + 1) * dimensions), order[from + row]! * dimensions);
  }
  return vectors;
}

function chunksOf(count: number): { from: number; to: number }[] {
  const chunks: { from: number; to: number }[] = [];
  for (let from = 0, size = FIRST_TEXTS; from < count; size = Math.min(MOST_TEXTS, size * 2)) {
    const to = Math.min(count, from + size);
    chunks.push({ from, to });
    from = to;
  }
  return chunks;
}

function windowIds({ ids, lengths }: TextWindows): Int32Array[] {
  let at = 0;
  return Array.from(lengths, (length) => ids.subarray(at, (at += length)));
}

import { Script, createContext } from 'node:vm';
import type { RE2JS } from 're2js';
import type { FindIn, PackedTexts } from '@core/explore/find-bytes';

/** For how long the platform's engine may look at one column of a segment, ms: far longer than it takes by rights. */
const PATIENCE_MS = 500;
/** Under its watchdog regular expressions can be stopped, too. */
const RUN = new Script('run()');

/**
 * Texts that an expression finds a match in. The platform's engine does it several times as fast as RE2, but could run
 * for ever: once it was stopped, RE2, whose time is linear in the text, does the rest.
 * @param native the same expression for the platform's engine; null where there is none
 * @param candidates a faster search that finds every text that can match; absent: all are tried
 */
export function findByExpression(
  expression: RE2JS,
  native: RegExp | null,
  candidates: FindIn | undefined,
): FindIn {
  let fast = native;
  return (texts) => {
    const tried = candidates?.(texts) ?? Array.from({ length: texts.offsets.length - 1 }, (_, i) => i);
    if (fast !== null) {
      const regexp = fast;
      const found = inTime(() => matching(texts, tried, (text) => regexp.test(text)));
      if (found !== null) return found;
      fast = null;
    }
    return matching(texts, tried, (text) => expression.matcher(text).find());
  };
}

function matching(
  { bytes, offsets }: PackedTexts,
  tried: readonly number[],
  test: (text: string) => boolean,
): number[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return tried.filter((i) => {
    const [start, end] = [offsets[i]!, offsets[i + 1]!];
    return end > start && test(buffer.toString('utf8', start, end));
  });
}

/** Null where it took too long. */
function inTime(run: () => number[]): number[] | null {
  try {
    return RUN.runInContext(createContext({ run }), { timeout: PATIENCE_MS }) as number[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return null;
    throw error;
  }
}

import { offlineProblem } from './problem';

/**
 * Values of a stream of JSON lines, as they arrive. A last line without a line break counts.
 * Throws Problem when the host goes away, and SyntaxError on a line that is not JSON; whether a value is complete in meaning is up to the caller.
 */
export async function* readNdjson<Value>(body: ReadableStream<Uint8Array>): AsyncGenerator<Value> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let rest = '';
  try {
    for (;;) {
      // A host that goes away breaks the stream off with what the browser calls a TypeError.
      const { value, done } = await reader.read().catch((error: unknown) => {
        throw error instanceof TypeError ? offlineProblem() : error;
      });
      const lines = (rest + (value ?? '')).split('\n');
      rest = done ? '' : (lines.pop() ?? '');
      for (const line of lines) if (line.trim() !== '') yield JSON.parse(line) as Value;
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

import { toWireError, type BodyMessage } from './messages';

/** A chunk on the wire holds at most this many bytes, so that credit bounds memory whatever the source yields. */
export const MAX_CHUNK_BYTES = 256 * 1024;

/** Sends one body, chunk by chunk, as the receiver grants credit. */
export interface BodySender {
  /** The receiver takes this many more chunks. */
  credit(chunks: number): void;
  /** Stops sending and cancels the source with this reason. */
  cancel(reason: unknown): void;
}

/** Starts to send `body` as the messages of exchange `id`; `done` is called once, when nothing more will be sent. */
export function sendBody(options: {
  id: number;
  body: ReadableStream<Uint8Array>;
  post: (message: BodyMessage) => void;
  done: () => void;
}): BodySender {
  const { id, body, post, done } = options;
  const reader = body.getReader();
  let credits = 0;
  let cancelled = false;
  let wake: (() => void) | null = null;

  async function pump(): Promise<void> {
    for (;;) {
      const { done: ended, value } = await reader.read();
      if (cancelled) return;
      if (ended) return post({ type: 'end', id });
      for (const bytes of wireChunks(value)) {
        while (credits === 0 && !cancelled) await new Promise<void>((resolve) => (wake = resolve));
        if (cancelled) return;
        credits -= 1;
        post({ type: 'chunk', id, bytes });
      }
    }
  }

  pump()
    .catch((thrown: unknown) => {
      if (cancelled) return;
      post({ type: 'error', id, error: toWireError(thrown) });
      reader.cancel(thrown).catch(() => undefined);
    })
    .finally(done);

  return {
    credit(chunks) {
      credits += chunks;
      wake?.();
    },
    cancel(reason) {
      cancelled = true;
      wake?.();
      // The source may already have failed; its error has nobody left to go to.
      reader.cancel(reason).catch(() => undefined);
    },
  };
}

function* wireChunks(value: unknown): Generator<Uint8Array> {
  if (!(value instanceof Uint8Array)) throw new TypeError('A body may hold only bytes.');
  for (let start = 0; start < value.byteLength; start += MAX_CHUNK_BYTES) {
    // A copy, since cloning a view would carry the whole buffer behind it.
    yield new Uint8Array(value.subarray(start, start + MAX_CHUNK_BYTES));
  }
}

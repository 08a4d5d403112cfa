import { fromWireError, type BodyMessage } from './messages';

const WINDOW_CHUNKS = 16;

/** The receiving end of one body. */
export interface BodyReceiver {
  readonly stream: ReadableStream<Uint8Array>;
  /** Takes the messages of this body; anything after its end is ignored. */
  receive(message: BodyMessage): void;
  /** Breaks the stream off with this reason. */
  fail(reason: unknown): void;
}

/**
 * A stream of the chunks that arrive for exchange `id`. At most 16 chunks are queued or on their way: credit is granted as
 * the consumer reads. `done` is called once, when the body has ended, failed or been cancelled (then with `cancelled`).
 */
export function receiveBody(options: {
  id: number;
  post: (message: BodyMessage) => void;
  done: (outcome: 'ended' | 'failed' | 'cancelled') => void;
}): BodyReceiver {
  const { id, post, done } = options;
  let granted = 0;
  let open = true;
  let controller!: ReadableStreamDefaultController<Uint8Array>;

  function finish(outcome: 'ended' | 'failed' | 'cancelled'): boolean {
    if (!open) return false;
    open = false;
    done(outcome);
    return true;
  }

  function fail(reason: unknown): void {
    if (finish('failed')) controller.error(reason);
  }

  const stream = new ReadableStream<Uint8Array>(
    {
      start(created) {
        controller = created;
      },
      pull() {
        const chunks = (controller.desiredSize ?? 0) - granted;
        if (!open || chunks <= 0) return;
        granted += chunks;
        post({ type: 'credit', id, chunks });
      },
      cancel() {
        finish('cancelled');
      },
    },
    { highWaterMark: WINDOW_CHUNKS },
  );

  return {
    stream,
    fail,
    receive(message) {
      if (!open) return;
      if (message.type === 'chunk') {
        granted -= 1;
        controller.enqueue(message.bytes);
      } else if (message.type === 'end') {
        if (finish('ended')) controller.close();
      } else if (message.type === 'error') {
        fail(fromWireError(message.error));
      }
    },
  };
}

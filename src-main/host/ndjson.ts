import { toWireJson } from '@core/model/infinite-json';

/**
 * A response that streams one JSON event a line while `run` works. When the reader goes away, or the request is
 * aborted, the signal given to `run` aborts.
 */
export function ndjson<Event>(
  requestSignal: AbortSignal,
  run: (send: (event: Event) => void, signal: AbortSignal) => Promise<void>,
): Response {
  const abort = new AbortController();
  requestSignal.addEventListener('abort', () => abort.abort());
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (event: Event): void => {
        if (!abort.signal.aborted) controller.enqueue(encoder.encode(`${toWireJson(event)}\n`));
      };
      await run(send, abort.signal);
      if (!abort.signal.aborted) controller.close();
    },
    cancel: () => abort.abort(),
  });
  return new Response(body, {
    headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
  });
}

import type { ExportPiece } from '@core/engine/export-pairs';
import { encodeFrame } from '@core/model/export-frames';
import { exportPace } from '../engine/export-pace';
import { errorBody } from './error-response';

/**
 * A response that streams a file and how far it is, as fast as it is read. When the reader goes away, or the request is
 * aborted, the signal given to `start` aborts. The first piece is waited for, so that a wrong column is an error answer.
 */
export async function exportFrames(
  requestSignal: AbortSignal,
  start: (signal: AbortSignal) => AsyncGenerator<ExportPiece>,
): Promise<Response> {
  const abort = new AbortController();
  requestSignal.addEventListener('abort', () => abort.abort());
  const pieces = start(abort.signal);
  const progressOf = exportPace();
  let next: IteratorResult<ExportPiece> | null = await pieces.next();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = next ?? (await pieces.next());
        next = null;
        if (!done) {
          const { bytes } = value;
          const frame = { type: 'piece', progress: progressOf(value), bytes: bytes.length } as const;
          controller.enqueue(encodeFrame(frame, bytes));
          return;
        }
        controller.enqueue(encodeFrame({ type: 'end' }));
      } catch (error) {
        if (abort.signal.aborted) return;
        controller.enqueue(encodeFrame({ type: 'error', error: errorBody(error) }));
      }
      controller.close();
    },
    cancel: () => abort.abort(),
  });
  return new Response(body, {
    headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' },
  });
}

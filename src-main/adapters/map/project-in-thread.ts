import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { AppError } from '@core/model/app-error';
import type { MapReply, MapTask } from './map-messages';

type Points = Extract<MapReply, { kind: 'done' }>['points'];

/**
 * Places pairs on a map in a thread of its own; aborting ends the thread.
 * @throws AppError('cancelled'), 'internal' when the thread fails
 */
export function projectInThread(
  task: MapTask,
  { onShare, signal }: { onShare: (share: number) => void; signal?: AbortSignal | undefined },
): Promise<Points> {
  const worker = new Worker(workerPath(), { workerData: task });
  const stop = (): void => void worker.terminate();
  const events = signal as (EventTarget & AbortSignal) | undefined;
  events?.addEventListener('abort', stop);
  if (events?.aborted) stop();
  return new Promise<Points>((resolve, reject) => {
    worker.on('message', (reply: MapReply) => {
      if (reply.kind === 'share') onShare(reply.share);
      else resolve(reply.points);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(endedEarly(code, events?.aborted === true)));
  }).finally(() => events?.removeEventListener('abort', stop));
}

function endedEarly(code: number, aborted: boolean): AppError {
  if (aborted) return new AppError('cancelled', { message: 'Drawing the map was cancelled.' });
  return new AppError('internal', {
    message: `The thread that draws the map ended with code ${code}.`,
    remedy: 'try again; if it happens again, please report it with these details',
  });
}

/** Built: beside the bundle. From sources (tests): the bundle in out/main, which `npm run build` makes. */
function workerPath(): string {
  const beside = fileURLToPath(new URL('./map-worker.js', import.meta.url));
  return existsSync(beside)
    ? beside
    : fileURLToPath(new URL('../../../out/main/map-worker.js', import.meta.url));
}

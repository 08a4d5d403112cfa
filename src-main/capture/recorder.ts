import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { CaptureConfig } from '@core/capture/capture-config';
import type { CoverageBucket } from '@core/capture/coverage-ledger';
import type { CoverageCount } from '@core/model/capture-coverage';
import { AppError, type ErrorDetails, type ErrorKind } from '@core/model/app-error';
import type {
  FromRecorder,
  MirroredRequest,
  ProdOutcome,
  RecorderStatus,
  ToRecorder,
} from './recorder-messages';

/** Counts go over this often, ms. */
const COUNTS_EVERY_MS = 200;
const RESTART_AFTER_MS = 1000;
const STOP_TIMEOUT_MS = 10_000;
/** Requests that may wait, however small they are. */
const MAX_WAITING = 20_000;
/** Memory of the recorder's own heap; beyond it the thread ends, and production does not notice. */
const HEAP_MB = 512;

/** The proxy's side of the recorder's thread: everything is handed over, nothing is waited for. */
export interface Recorder {
  readonly status: RecorderStatus;
  /** Bytes handed over that the recorder is not done with. */
  readonly waitingBytes: number;
  count(bucket: CoverageBucket, name: CoverageCount): void;
  /** Hands a request over. False when there is no room. */
  send(request: MirroredRequest, body: Uint8Array<ArrayBuffer>): boolean;
  settle(id: number, outcome: ProdOutcome['outcome']): void;
  control(action: 'pause' | 'resume' | 'next-phase'): void;
  notice(text: string): void;
  /** Waits for calls under way as long as `drainMs`, then for the log to be on disk. */
  stop(): Promise<void>;
}

export interface RecorderOptions {
  config: CaptureConfig;
  onNotice(text: string): void;
}

/** @throws AppError when the log can not be written */
export async function startRecorder({ config, onNotice }: RecorderOptions): Promise<Recorder> {
  let worker: Worker | null = null;
  let status: RecorderStatus | null = null;
  let stopping: (() => void) | null = null;
  let waitingBytes = 0;
  const waiting = new Map<number, number>();
  const counts = new Map<string, { bucket: CoverageBucket; name: CoverageCount; by: number }>();

  const post = (message: ToRecorder, transfer: ArrayBuffer[] = []): void =>
    worker?.postMessage(message, transfer);

  function done(id: number): void {
    waitingBytes -= waiting.get(id) ?? 0;
    waiting.delete(id);
  }

  function grow(id: number, bytes: number): void {
    waitingBytes += bytes;
    waiting.set(id, (waiting.get(id) ?? 0) + bytes);
  }

  function flushCounts(): void {
    if (counts.size === 0 || worker === null) return;
    post({ kind: 'counts', counts: [...counts.values()] });
    counts.clear();
  }

  /** Starts the thread and waits for its first word. */
  function start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const child = new Worker(threadPath(), {
        workerData: config,
        resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
      });
      worker = child;
      child.on(
        'message',
        (message: FromRecorder | { kind: 'failed'; error: { kind: ErrorKind; details: ErrorDetails } }) => {
          if (message.kind === 'done') message.ids.forEach(done);
          else if (message.kind === 'notice') onNotice(message.text);
          else if (message.kind === 'status') {
            status = message.status;
            resolve();
          } else if (message.kind === 'failed')
            reject(new AppError(message.error.kind, message.error.details));
          else stopping?.();
        },
      );
      child.on('error', (error) => {
        onNotice(`The recorder ended: ${error.message}`);
        reject(error);
      });
      child.on('exit', () => {
        if (worker !== child) return;
        worker = null;
        stopping?.();
        if (waiting.size > 0) onNotice(`${waiting.size} requests that were being recorded are lost.`);
        waiting.clear();
        waitingBytes = 0;
        if (stopping === null && status !== null)
          setTimeout(() => void start().catch(() => {}), RESTART_AFTER_MS).unref();
      });
    });
  }

  await start();
  const timer = setInterval(flushCounts, COUNTS_EVERY_MS);
  timer.unref();

  return {
    get status() {
      return status!;
    },
    get waitingBytes() {
      return waitingBytes;
    },
    count(bucket, name) {
      const key = `${bucket.route} ${bucket.phase} ${bucket.rate} ${name}`;
      const known = counts.get(key);
      if (known) known.by++;
      else counts.set(key, { bucket, name, by: 1 });
    },
    send(request, body) {
      if (
        worker === null ||
        waiting.size >= MAX_WAITING ||
        waitingBytes + body.length > config.limits.maxWaiting
      )
        return false;
      grow(request.id, body.length);
      post(request, [body.buffer]);
      return true;
    },
    settle(id, outcome) {
      if (!waiting.has(id)) return;
      const body = typeof outcome === 'object' && 'body' in outcome ? outcome.body : null;
      if (body) grow(id, body.length);
      post({ kind: 'outcome', id, outcome }, body ? [body.buffer] : []);
    },
    control: (action) => post({ kind: 'control', action }),
    notice: onNotice,
    async stop() {
      clearInterval(timer);
      if (worker === null) return;
      const child = worker;
      flushCounts();
      const stopped = new Promise<void>((resolve) => (stopping = resolve));
      post({ kind: 'stop' });
      const timeout = setTimeout(() => stopping?.(), STOP_TIMEOUT_MS);
      await stopped;
      clearTimeout(timeout);
      worker = null;
      await child.terminate();
    },
  };
}

/** Beside the bundle; in tests of the sources, in the build. */
function threadPath(): string {
  const beside = fileURLToPath(new URL('./capture-recorder.js', import.meta.url));
  if (existsSync(beside)) return beside;
  return fileURLToPath(new URL('../../out/main/capture-recorder.js', import.meta.url));
}

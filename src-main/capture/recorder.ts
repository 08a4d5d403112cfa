import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CaptureConfig } from '@core/capture/capture-config';
import type { CoverageBucket } from '@core/capture/coverage-ledger';
import type { CoverageCount } from '@core/model/capture-coverage';
import { AppError } from '@core/model/app-error';
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
/** Memory of the recorder's own heap; beyond it the process ends, and production does not notice. */
const HEAP_MB = 512;

/** The proxy's side of the recorder's process: everything is handed over, nothing is waited for. */
export interface Recorder {
  readonly status: RecorderStatus;
  /** Id of its process; null while there is none. */
  readonly pid: number | null;
  /** Bytes handed over that the recorder is not done with. */
  readonly waitingBytes: number;
  count(bucket: CoverageBucket, name: CoverageCount): void;
  /** Hands a request over. False when there is no room. */
  send(request: MirroredRequest): boolean;
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
  let child: ChildProcess | null = null;
  let status: RecorderStatus | null = null;
  let stopping: (() => void) | null = null;
  let waitingBytes = 0;
  const waiting = new Map<number, number>();
  const counts = new Map<string, { bucket: CoverageBucket; name: CoverageCount; by: number }>();

  // A process that has just gone is told nothing; that it has is told by its exit.
  const post = (message: ToRecorder): void => void child?.send(message, () => {});

  function done(id: number): void {
    waitingBytes -= waiting.get(id) ?? 0;
    waiting.delete(id);
  }

  function grow(id: number, bytes: number): void {
    waitingBytes += bytes;
    waiting.set(id, (waiting.get(id) ?? 0) + bytes);
  }

  function flushCounts(): void {
    if (counts.size === 0 || child === null) return;
    post({ kind: 'counts', counts: [...counts.values()] });
    counts.clear();
  }

  function take(message: FromRecorder): void {
    if (message.kind === 'done') message.ids.forEach(done);
    else if (message.kind === 'notice') onNotice(message.text);
    else if (message.kind === 'status') status = message.status;
    else if (message.kind === 'stopped') stopping?.();
  }

  /** Starts the process and waits for its first word. */
  function start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const started = fork(recorderPath(), {
        serialization: 'advanced',
        execArgv: [`--max-old-space-size=${HEAP_MB}`],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      child = started;
      post({ kind: 'config', config });
      started.on('message', (message: FromRecorder) => {
        take(message);
        if (message.kind === 'status') resolve();
        if (message.kind === 'failed') reject(new AppError(message.error.kind, message.error.details));
      });
      started.on('error', reject);
      started.on('exit', (code, signal) => {
        reject(new Error(`The recorder ended (${signal ?? code}).`));
        if (child !== started) return;
        child = null;
        onNotice(`The recorder ended (${signal ?? code}).`);
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
    get pid() {
      return child?.pid ?? null;
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
    send(request) {
      const { id, body } = request;
      if (
        child === null ||
        waiting.size >= MAX_WAITING ||
        waitingBytes + body.length > config.limits.maxWaiting
      )
        return false;
      grow(id, body.length);
      post(request);
      return true;
    },
    settle(id, outcome) {
      if (!waiting.has(id)) return;
      const body = typeof outcome === 'object' && 'body' in outcome ? outcome.body : null;
      if (body) grow(id, body.length);
      post({ kind: 'outcome', id, outcome });
    },
    control: (action) => post({ kind: 'control', action }),
    notice: onNotice,
    async stop() {
      clearInterval(timer);
      if (child === null) return;
      const ending = child;
      flushCounts();
      const stopped = new Promise<void>((resolve) => (stopping = resolve));
      post({ kind: 'stop' });
      const timeout = setTimeout(() => stopping?.(), STOP_TIMEOUT_MS);
      await stopped;
      clearTimeout(timeout);
      child = null;
      if (ending.exitCode !== null || ending.signalCode !== null) return;
      const gone = once(ending, 'exit');
      ending.kill('SIGKILL');
      await gone;
    },
  };
}

/** Beside the bundle; in tests of the sources, in the build. */
function recorderPath(): string {
  const beside = fileURLToPath(new URL('./capture-recorder.js', import.meta.url));
  if (existsSync(beside)) return beside;
  return fileURLToPath(new URL('../../out/main/capture-recorder.js', import.meta.url));
}

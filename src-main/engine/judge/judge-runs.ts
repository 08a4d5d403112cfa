import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { JudgeEvent } from '@core/model/api/judge';
import type { JudgeRun } from '@core/model/judge-run';
import type { RunControl } from '@core/engine/judge/ask-request';
import { takeLock } from '../../adapters/workspace/lock';

/** Time that closing waits for calls in flight, ms. */
const CLOSE_MS = 4000;

/** A run under way; several may watch it. */
interface Running {
  pause: AbortController;
  cancel: AbortController;
  watchers: Set<(event: JudgeEvent) => void>;
  last: JudgeEvent | null;
  done: Promise<unknown>;
}

/** The runs under way, one a workspace: they go on whoever watches. */
export class JudgeRuns {
  private readonly running = new Map<string, Running>();

  /**
   * Runs a judge under the lock of its workspace; aborting `signal` pauses it.
   * @throws AppError('locked') when another process judges
   */
  async begin(
    path: string,
    judge: (control: RunControl, tell: (event: JudgeEvent) => void) => Promise<JudgeRun>,
    { signal, onEvent }: { signal?: AbortSignal; onEvent: (event: JudgeEvent) => void },
  ): Promise<JudgeRun> {
    const lock = await takeLock(path, 'judge.lock');
    const running: Running = {
      pause: new AbortController(),
      cancel: new AbortController(),
      watchers: new Set([onEvent]),
      last: null,
      done: Promise.resolve(),
    };
    // Every call in flight listens: as many as the schedule lets go.
    setMaxListeners(0, running.pause.signal, running.cancel.signal);
    const pause = (): void => running.pause.abort();
    if (signal?.aborted) pause();
    signal?.addEventListener('abort', pause);
    this.running.set(path, running);
    const tell = (event: JudgeEvent): void => {
      if (event.type === 'progress') running.last = event;
      for (const watcher of running.watchers) watcher(event);
    };
    const work = judge({ pause: running.pause.signal, cancel: running.cancel.signal }, tell);
    running.done = work.catch(() => {});
    try {
      const run = await work;
      tell({ type: 'done', run });
      return run;
    } finally {
      signal?.removeEventListener('abort', pause);
      this.running.delete(path);
      await lock.release();
    }
  }

  has(path: string): boolean {
    return this.running.has(path);
  }

  /** Watches the run under way until it ends or the signal aborts. */
  async watch(
    path: string,
    { signal, onEvent }: { signal: AbortSignal; onEvent: (event: JudgeEvent) => void },
  ): Promise<void> {
    const running = this.running.get(path);
    if (!running) return;
    if (running.last) onEvent(running.last);
    running.watchers.add(onEvent);
    const left = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    await Promise.race([running.done, left]);
    running.watchers.delete(onEvent);
  }

  /** Pauses or cancels the run under way, if there is one. */
  stop(path: string, how: 'pause' | 'cancel'): void {
    this.running.get(path)?.[how].abort();
  }

  /** Pauses what runs, and waits a little for the calls in flight. */
  async close(): Promise<void> {
    const all = [...this.running.values()];
    for (const { pause } of all) pause.abort();
    const waited = Promise.all(all.map(({ done }) => done));
    await Promise.race([waited, delay(CLOSE_MS, undefined, { ref: false })]);
    for (const { cancel } of all) cancel.abort();
    await Promise.race([waited, delay(500, undefined, { ref: false })]);
  }
}

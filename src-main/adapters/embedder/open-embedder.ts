import { availableParallelism } from 'node:os';
import { AppError } from '@core/model/app-error';
import type { Embedder } from '@core/ports/embedder';
import type { ModelFolder } from './model-folder';
import { startProcess, type EmbedderProcess } from './start-process';

export interface EmbedderOptions {
  model: ModelFolder;
  /** Threads of one inference; by default half of the cores, 4 at most. */
  threads?: number;
  /** The process is ended after so long without a call, ms, and started again by the next one. */
  idleMs?: number;
}

/**
 * Sentence vectors from a process of its own, started by the first call. Calls run one after another; cancelling takes
 * effect at once for the caller, and between batches in the process.
 */
export function openEmbedder({ model, threads, idleMs = 60_000 }: EmbedderOptions): Embedder {
  let running: EmbedderProcess | null = null;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let nextId = 1;
  let waiting = 0;
  let closed = false;

  async function release(): Promise<void> {
    const ending = running;
    running = null;
    await ending?.stop();
  }

  async function call(texts: readonly string[], signal: EventTarget & AbortSignal): Promise<Float32Array> {
    if (closed) throw new AppError('internal', { message: 'The embedding engine was closed.' });
    if (!running?.isAlive()) running = startProcess(model, threads ?? defaultThreads());
    const engine = running;
    const id = nextId++;
    const cancel = (): void => engine.cancel(id);
    signal.addEventListener('abort', cancel);
    try {
      return await engine.embed(id, texts);
    } catch (error) {
      // Closing ends the process under a running call: no crash.
      throw closed ? cancelled() : error;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  return {
    identity: model.identity,
    embed(texts, options = {}) {
      const signal = (options.signal ?? new AbortController().signal) as EventTarget & AbortSignal;
      clearTimeout(idle);
      waiting++;
      const result = last.then(() => {
        if (signal.aborted) throw cancelled();
        return call(texts, signal);
      });
      last = result
        .catch(() => {})
        .then(() => {
          if (--waiting === 0) idle = setTimeout(() => void release(), idleMs).unref();
        });
      return orCancelled(result, signal);
    },
    async close() {
      closed = true;
      clearTimeout(idle);
      await release();
      await last;
      clearTimeout(idle);
    },
  };
}

/** The result, or its cancelling as soon as that is asked for. */
function orCancelled<T>(result: Promise<T>, signal: EventTarget & AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => reject(cancelled());
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel);
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel));
  });
}

function cancelled(): AppError {
  return new AppError('cancelled', { message: 'Measuring similarity was cancelled.' });
}

/** Half of the cores leaves the analyst a usable machine; more than four gain little on short texts. */
function defaultThreads(): number {
  return Math.min(4, Math.max(1, Math.floor(availableParallelism() / 2)));
}

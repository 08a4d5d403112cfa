import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { AppError } from '@core/model/app-error';
import type { WindowFrame } from './load-tokenizer';
import type { ModelFolder } from './model-folder';
import type { TextWindows, TokenizerReply, TokenizerRequest } from './tokenizer-messages';

export interface TokenizerThread {
  /** Rejects with AppError('bad-data') for a damaged tokeniser. */
  frame: Promise<WindowFrame>;
  /** Windows of texts, in their order. Calls may overlap; they are answered one after another. */
  split(texts: readonly string[]): Promise<TextWindows>;
}

/** Starts the thread that tokenises for a model; it ends with this thread. */
export function startTokenizer(model: ModelFolder): TokenizerThread {
  const worker = new Worker(workerPath(), { workerData: model });
  const waiting = new Map<
    number,
    { resolve: (windows: TextWindows) => void; reject: (error: Error) => void }
  >();
  let nextId = 1;
  let failure: Error | null = null;
  let tellFrame: (frame: WindowFrame) => void;
  let refuseFrame: (error: Error) => void;
  const frame = new Promise<WindowFrame>((resolve, reject) => {
    tellFrame = resolve;
    refuseFrame = reject;
  });
  // Told by the first texts.
  frame.catch(() => {});

  function fail(error: Error): void {
    failure ??= error;
    refuseFrame(failure);
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  }

  worker.on('message', (reply: TokenizerReply) => {
    if (reply.kind === 'loaded') tellFrame(reply.frame);
    else if (reply.kind === 'failed') fail(new AppError(reply.error.kind, reply.error.details));
    else {
      waiting.get(reply.id)?.resolve(reply.windows);
      waiting.delete(reply.id);
    }
  });
  worker.once('error', fail);
  worker.once('exit', (code) => fail(new Error(`the tokeniser's thread ended with code ${code}`)));
  worker.unref();

  return {
    frame,
    split(texts) {
      if (failure) return Promise.reject(failure);
      const id = nextId++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, texts } satisfies TokenizerRequest);
      });
    },
  };
}

/** Beside the bundle of the embedding engine. */
function workerPath(): string {
  const beside = fileURLToPath(new URL('./tokenizer-worker.js', import.meta.url));
  return existsSync(beside)
    ? beside
    : fileURLToPath(new URL('../../../out/main/tokenizer-worker.js', import.meta.url));
}

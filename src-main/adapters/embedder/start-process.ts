import { AppError } from '@core/model/app-error';
import { EmbedderCrash } from '@core/model/embedder-crash';
import { startCarrier } from './engine-carrier';
import type { EmbedderReply } from './messages';
import type { ModelFolder } from './model-folder';

/** A running embedding engine; answers one call at a time. */
export interface EmbedderProcess {
  /** @throws EmbedderCrash when the engine ends before it answers, and whatever error it answers with */
  embed(id: number, texts: readonly string[]): Promise<Float32Array>;
  cancel(id: number): void;
  /** False once it has ended. */
  isAlive(): boolean;
  stop(): Promise<void>;
}

interface Call {
  id: number;
  resolve: (vectors: Float32Array) => void;
  reject: (error: AppError) => void;
}

/** Starts the engine; it holds the parent open only while a call runs. */
export function startProcess(model: ModelFolder, threads: number): EmbedderProcess {
  const carrier = startCarrier();
  let call: Call | null = null;
  let end: string | null = null;
  const ended = new Promise<void>((resolve) =>
    carrier.onEnd((how) => {
      end = how;
      carrier.hold(false);
      call?.reject(new EmbedderCrash(how, carrier.lastWords()));
      call = null;
      resolve();
    }),
  );
  carrier.onMessage((reply: EmbedderReply) => {
    if (call === null || reply.id !== call.id) return;
    const { resolve, reject } = call;
    call = null;
    carrier.hold(false);
    if (reply.kind === 'vectors') resolve(reply.vectors);
    else reject(new AppError(reply.error.kind, reply.error.details));
  });
  carrier.send({ kind: 'load', model, threads });
  carrier.hold(false);

  return {
    embed(id, texts) {
      if (end !== null) return Promise.reject(new EmbedderCrash(end, carrier.lastWords()));
      carrier.hold(true);
      return new Promise((resolve, reject) => {
        call = { id, resolve, reject };
        carrier.send({ kind: 'embed', id, texts });
      });
    },
    cancel: (id) => carrier.send({ kind: 'cancel', id }),
    isAlive: () => end === null,
    async stop() {
      // Without this Node may end while it waits for the engine's end.
      if (end === null) carrier.hold(true);
      carrier.kill();
      await ended;
    },
  };
}

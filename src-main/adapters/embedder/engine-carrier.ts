import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { EmbedderReply, EmbedderRequest } from './messages';

/** What runs the embedding engine: a process of its own, or a thread where none can be started. */
export interface EngineCarrier {
  send(request: EmbedderRequest): void;
  onMessage(listener: (reply: EmbedderReply) => void): void;
  /** Called once, with a few words on how it ended. */
  onEnd(listener: (how: string) => void): void;
  /** Whether it keeps this process from ending. */
  hold(on: boolean): void;
  kill(): void;
  /** The last line that it wrote before it ended. */
  lastWords(): string;
}

const KEPT_STDERR = 2000;

/**
 * A crash of native code takes its process down, so the engine has one of its own. In Electron it is a thread of the
 * engine's process instead, which the shell starts anew: a packaged app runs no scripts as plain Node (the fuse
 * `runAsNode` is off).
 */
export function startCarrier(): EngineCarrier {
  return 'electron' in process.versions ? startThread() : startChild();
}

function startChild(): EngineCarrier {
  const child = fork(enginePath(), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // The parent's own flags (inspector, loaders) are none of its business.
    execArgv: [],
  });
  let stderr = '';
  child.stderr!.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-KEPT_STDERR);
  });
  return {
    // A process that is ending can't be written to; its end is what is told.
    send: (request) => void (child.connected && child.send(request, () => {})),
    onMessage: (listener) => child.on('message', listener),
    onEnd(listener) {
      child.once('exit', (code, signal) => listener(signal ?? `exit code ${code}`));
      child.once('error', (error) => listener(error.message));
    },
    hold(on) {
      const pipe = child.stderr as unknown as { ref(): void; unref(): void };
      for (const handle of [child, child.channel, pipe])
        if (on) handle?.ref();
        else handle?.unref();
    },
    kill: () => void child.kill('SIGKILL'),
    lastWords: () => stderr.trim().split('\n').at(-1) ?? '',
  };
}

function startThread(): EngineCarrier {
  const worker = new Worker(enginePath());
  let failure = '';
  worker.on('error', (error) => (failure = error.message));
  return {
    send: (request) => worker.postMessage(request),
    onMessage: (listener) => worker.on('message', listener),
    onEnd: (listener) => worker.once('exit', (code) => listener(`exit code ${code}`)),
    hold(on) {
      if (on) worker.ref();
      else worker.unref();
    },
    kill: () => void worker.terminate(),
    lastWords: () => failure,
  };
}

/** Built: beside the bundle. From sources (tests): the bundle in out/main, which `npm run build` makes. */
function enginePath(): string {
  const beside = fileURLToPath(new URL('./embedder-process.js', import.meta.url));
  if (existsSync(beside)) return beside;
  return fileURLToPath(new URL('../../../out/main/embedder-process.js', import.meta.url));
}

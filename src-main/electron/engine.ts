import { AppError } from '@core/model/app-error';
import { connectBridge, type BridgeClient } from '../bridge/bridge-client';
import type { BridgePort } from '../bridge/port';
import { failureResponse } from '../bridge/failure-response';

const MAX_RESTARTS = 3;
const RESTART_WINDOW_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;

/** A process that runs the engine. */
export interface EngineProcess {
  port: BridgePort;
  onExit(listener: (code: number) => void): void;
  kill(): void;
}

/** The engine, in whichever process runs it at present. */
export interface Engine {
  /**
   * The engine's answer. 503 when its process ends before it answers, or ended too often; 500 when it throws. Rejects only
   * when the request itself was aborted.
   */
  fetch(request: Request): Promise<Response>;
  /** Lets the engine close its workspaces, for at most five seconds, and ends its process. */
  stop(): Promise<void>;
}

/** Starts the engine's process at the first request, and again after it ended: at most three times within a minute. */
export function superviseEngine(options: { spawn: () => EngineProcess; now: () => number }): Engine {
  const { spawn, now } = options;
  let running: { child: EngineProcess; bridge: BridgeClient; exited: Promise<void> } | null = null;
  let starts: number[] = [];
  let stopped = false;

  function start(): BridgeClient {
    if (stopped) throw engineGone('Gnomon is closing');
    starts = starts.filter((at) => now() - at < RESTART_WINDOW_MS);
    if (starts.length > MAX_RESTARTS) throw engineGone(`it has ended ${starts.length} times within a minute`);
    starts.push(now());
    const child = spawn();
    const bridge = connectBridge(child.port);
    const exited = new Promise<void>((resolve) => {
      child.onExit((code) => {
        running = null;
        bridge.fail(engineGone(`its process ended with code ${code}`));
        resolve();
      });
    });
    running = { child, bridge, exited };
    return bridge;
  }

  async function fetch(request: Request): Promise<Response> {
    try {
      return await (running?.bridge ?? start()).fetch(request);
    } catch (thrown) {
      if (request.signal.aborted) throw thrown;
      if (thrown instanceof AppError) return failureResponse(request, 503, thrown);
      console.error(thrown);
      return failureResponse(request, 500, new AppError('internal', { message: String(thrown) }));
    }
  }

  async function stop(): Promise<void> {
    stopped = true;
    if (running === null) return;
    const { child, exited } = running;
    child.port.close();
    const timeout = setTimeout(() => child.kill(), STOP_TIMEOUT_MS);
    await exited;
    clearTimeout(timeout);
  }

  return { fetch, stop };
}

function engineGone(cause: string): AppError {
  return new AppError('internal', {
    message: 'The engine, which reads logs and computes the figures, does not answer.',
    cause,
    remedy: 'try again; restart Gnomon if this does not help. Imported pairs are safe on disk',
  });
}

import { Pool } from 'undici';
import { headerOf } from './forward-headers';
import { reasonOf } from './reason-of';
import { createTap } from './tap';

/** A response that was read to its end, or why there is none. */
export type MirrorResult = { latencyMs: number; ttftMs: number | null } & (
  | { status: number; contentType: string; encoding: string | undefined; body: Uint8Array }
  | { status: number | null; error: string; timedOut: boolean }
);

export interface MirrorTarget {
  /** Asks the server; never throws, and never takes longer than the time-out. */
  call(request: { method: string; path: string; headers: string[]; body: Uint8Array }): Promise<MirrorResult>;
  /** Breaks off what is under way. */
  close(): Promise<void>;
  /** Host and port. */
  readonly host: string;
}

/** A server that gets copies of requests, through connections of its own. */
export function mirrorTarget(options: {
  url: string;
  timeoutMs: number;
  maxBytes: number;
  connections: number;
}): MirrorTarget {
  const { timeoutMs, maxBytes } = options;
  const url = new URL(options.url);
  const prefix = url.pathname.replace(/\/$/, '');
  const pool = new Pool(url.origin, {
    connections: options.connections,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: timeoutMs },
  });

  return {
    host: url.host,
    call({ method, path, headers, body }) {
      return new Promise((resolve) => {
        const started = performance.now();
        const tap = createTap(maxBytes);
        let received = 0;
        let status: number | null = null;
        let contentType = '';
        let encoding: string | undefined;
        let ttftMs: number | null = null;
        const times = (): { latencyMs: number; ttftMs: number | null } => ({
          latencyMs: performance.now() - started,
          ttftMs,
        });
        let abort: ((reason: Error) => void) | null = null;
        const fail = (error: string, timedOut = false): void => {
          clearTimeout(timer);
          resolve({ ...times(), status, error, timedOut });
          abort?.(new Error(error));
        };
        const timer = setTimeout(
          () => fail(`timeout: no complete answer within ${timeoutMs} ms`, true),
          timeoutMs,
        );
        pool.dispatch(
          {
            path: prefix + path,
            method,
            headers,
            body: body.length > 0 ? Buffer.from(body.buffer, body.byteOffset, body.length) : null,
          },
          {
            onRequestStart(controller) {
              abort = (reason) => controller.abort(reason);
            },
            onResponseStart(controller, code) {
              if (code < 200) return;
              status = code;
              const flat = (Array.isArray(controller.rawHeaders) ? controller.rawHeaders : []).map(String);
              contentType = headerOf(flat, 'content-type') ?? '';
              encoding = headerOf(flat, 'content-encoding');
            },
            onResponseData(_controller, chunk) {
              ttftMs ??= performance.now() - started;
              received += chunk.length;
              tap.push(chunk);
              if (received > maxBytes) fail(`answer longer than ${maxBytes} bytes`);
            },
            onResponseEnd() {
              clearTimeout(timer);
              resolve({
                ...times(),
                status: status ?? 0,
                contentType,
                encoding,
                body: tap.take() ?? new Uint8Array(0),
              });
            },
            onResponseError(_controller, error) {
              clearTimeout(timer);
              resolve({ ...times(), status, error: reasonOf(error), timedOut: false });
            },
          },
        );
      });
    },
    close: () => pool.destroy(),
  };
}

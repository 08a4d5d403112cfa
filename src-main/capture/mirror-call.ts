import { type Dispatcher, Pool } from 'undici';
import { byteRate } from './byte-rate';
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
  /** Bytes of answers that are read in a second at most. */
  maxRate: number;
}): MirrorTarget {
  const { timeoutMs, maxBytes } = options;
  const rate = byteRate(options.maxRate, () => performance.now());
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
        let controller: Dispatcher.DispatchController | null = null;
        let resuming: NodeJS.Timeout | undefined;
        const end = (result: MirrorResult): void => {
          ended = true;
          clearTimeout(timer);
          clearTimeout(resuming);
          resolve(result);
        };
        const fail = (error: string, timedOut = false): void => {
          end({ ...times(), status, error, timedOut });
          controller?.abort(new Error(error));
        };
        let ended = false;
        const timer = setTimeout(() => {
          // What has come while this process had no processor is read first: that would be no time-out of the server.
          setImmediate(() => ended || fail(`timeout: no complete answer within ${timeoutMs} ms`, true));
        }, timeoutMs);
        pool.dispatch(
          {
            path: prefix + path,
            method,
            headers,
            body: body.length > 0 ? Buffer.from(body.buffer, body.byteOffset, body.length) : null,
          },
          {
            onRequestStart(given) {
              controller = given;
            },
            onResponseStart({ rawHeaders }, code) {
              if (code < 200) return;
              status = code;
              const flat = (Array.isArray(rawHeaders) ? rawHeaders : []).map(String);
              contentType = headerOf(flat, 'content-type') ?? '';
              encoding = headerOf(flat, 'content-encoding');
            },
            onResponseData(given, chunk) {
              ttftMs ??= performance.now() - started;
              received += chunk.length;
              tap.push(chunk);
              const wait = rate.read(chunk.length);
              if (received > maxBytes) fail(`answer longer than ${maxBytes} bytes`);
              else if (wait > 0) {
                given.pause();
                resuming = setTimeout(() => given.resume(), wait);
              }
            },
            onResponseEnd() {
              end({
                ...times(),
                status: status ?? 0,
                contentType,
                encoding,
                body: tap.take() ?? new Uint8Array(0),
              });
            },
            onResponseError(_controller, error) {
              end({ ...times(), status, error: reasonOf(error), timedOut: false });
            },
          },
        );
      });
    },
    close: () => pool.destroy(),
  };
}

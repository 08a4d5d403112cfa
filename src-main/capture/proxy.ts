import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Dispatcher, Pool } from 'undici';
import { routeMatcher } from '@core/capture/match-route';
import { rateOf, unitHash } from '@core/capture/sample';
import type { CaptureConfig, Route } from '@core/capture/capture-config';
import type { CoverageBucket } from '@core/capture/coverage-ledger';
import { endToEnd, headerOf, withHost } from './forward-headers';
import type { ProdOutcome } from './recorder-messages';
import type { Recorder } from './recorder';
import { requestKey, requestTags } from './request-values';
import { reasonOf } from './reason-of';
import { createTap, type Tap } from './tap';

/** What the proxy tells about production's requests. */
export interface ProxyObserver {
  /** @param ms from the request's arrival to the last byte handed on */
  onProdDone(ms: number, status: number): void;
}

/** A request that may be mirrored. Whether it is, is decided when its body has gone to production. */
interface Recording {
  id: number;
  request: Tap;
  response: Tap;
  mirrored: boolean | null;
}

const CONNECT_TIMEOUT_MS = 30_000;

/**
 * Hands requests to production and its answers back, byte by byte as they come. Of requests that are mirrored, copies go
 * to the recorder, which works in a process of its own; nothing here waits for it.
 */
export function createProxy(config: CaptureConfig, recorder: Recorder, observer: ProxyObserver): Server {
  const upstream = new URL(config.prod.url);
  const prefix = upstream.pathname.replace(/\/$/, '');
  const pool = new Pool(upstream.origin, {
    connections: null,
    pipelining: 1,
    // How long production may take is the client's business.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: CONNECT_TIMEOUT_MS },
  });
  const routeFor = routeMatcher(config);
  let nextId = 1;
  let toWarmUp = config.warmup.requests;

  /** Decides whether a request is mirrored; counts those that are not. */
  function choose(route: Route, request: IncomingMessage, body: Uint8Array): CoverageBucket | null {
    const { coverage } = recorder.status;
    const at = Date.now();
    const tags = requestTags(config, request.rawHeaders, body);
    const rate = rateOf(config, { routeRate: route.rate, tags, phaseRate: coverage.phase.rate });
    const bucket = { at, route: route.path, phase: coverage.phase.index, rate };
    if (toWarmUp > 0) {
      toWarmUp--;
      return null;
    }
    if (coverage.stopped !== null) {
      recorder.count(bucket, 'closed');
      return null;
    }
    const key = requestKey(config, request.rawHeaders, body);
    const drawn = key === null ? Math.random() : unitHash(`${config.sample.salt}:${key}`);
    if (drawn < rate) return bucket;
    recorder.count(bucket, 'eligible');
    return null;
  }

  /** Called when the request's body has gone to production: only now is its copy on its way. */
  function mirror(recording: Recording, route: Route, request: IncomingMessage): boolean {
    const body = recording.request.take();
    const bucket = choose(route, request, body ?? new Uint8Array(0));
    if (bucket === null) return false;
    const accepted =
      body !== null &&
      recorder.send({
        kind: 'request',
        id: recording.id,
        requestId: randomUUID(),
        method: request.method ?? 'POST',
        path: request.url ?? '/',
        headers: request.rawHeaders,
        body,
        bucket,
        answerPath: route.answer,
      });
    // The recorder counts what it takes, so that its counts agree at every moment.
    if (!accepted)
      for (const name of ['eligible', 'sampled', body === null ? 'skipped' : 'shed'] as const)
        recorder.count(bucket, name);
    return accepted;
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const started = performance.now();
    const target = request.url ?? '/';
    const route = routeFor(request.method ?? '', target);
    const recording: Recording | null = route && {
      id: nextId++,
      request: createTap(config.limits.maxBody),
      response: createTap(config.limits.maxBody),
      mirrored: null,
    };
    const onSent = (): void => {
      if (!recording || !route || finished) return;
      try {
        recording.mirrored = mirror(recording, route, request);
      } catch (error) {
        // Whatever goes wrong with a copy, production's request goes on.
        recording.mirrored = false;
        recorder.notice(`A request was not mirrored: ${reasonOf(error)}`);
      }
    };
    const hasBody =
      headerOf(request.rawHeaders, 'transfer-encoding') !== undefined ||
      Number(headerOf(request.rawHeaders, 'content-length') ?? 0) > 0;
    const settle = (outcome: ProdOutcome['outcome']): void => {
      if (recording?.mirrored) recorder.settle(recording.id, outcome);
    };
    let headers: string[] = [];
    let status = 0;
    let ttftMs: number | null = null;
    let controller: Dispatcher.DispatchController | null = null;
    let finished = false;

    response.sendDate = false;
    response.on('close', () => {
      if (finished) return;
      finished = true;
      settle('abandoned');
      controller?.abort(new Error('The client left.'));
    });
    response.on('drain', () => controller?.resume());

    pool.dispatch(
      {
        path: prefix + target,
        method: request.method ?? 'GET',
        headers: withHost(endToEnd(request.rawHeaders), upstream.host),
        // Undici takes any async iterable; its types name the classes only.
        body: (hasBody ? tapped(request, recording?.request ?? null, onSent) : null) as never,
      },
      {
        onRequestStart(given) {
          controller = given;
          if (finished) given.abort(new Error('The client left.'));
        },
        onResponseStart(given, code, _parsed, message) {
          // Informational responses are hop by hop here: the server has sent its own.
          if (code < 200) return;
          status = code;
          headers = rawHeaders(given);
          response.writeHead(code, message ?? '', endToEnd(headers));
          // Headers go at once where the body comes later, together with it where it is here already.
          process.nextTick(() => finished || response.flushHeaders());
        },
        onResponseData(given, chunk) {
          ttftMs ??= performance.now() - started;
          if (recording && recording.mirrored !== false) recording.response.push(chunk);
          if (!response.write(chunk)) given.pause();
        },
        onResponseEnd() {
          if (finished) return;
          finished = true;
          const latencyMs = performance.now() - started;
          response.end();
          observer.onProdDone(latencyMs, status);
          if (recording?.mirrored)
            settle({ status, headers, body: recording.response.take(), latencyMs, ttftMs });
        },
        onResponseError(_given, error) {
          if (finished) return;
          finished = true;
          const latencyMs = performance.now() - started;
          settle({ error: reasonOf(error), latencyMs });
          observer.onProdDone(latencyMs, 502);
          if (response.headersSent) response.destroy();
          else unreachable(response, error);
        },
      },
    );
    if (!hasBody) onSent();
  }

  const server = createServer({ keepAliveTimeout: 75_000, requestTimeout: 0 }, handle);
  server.on('close', () => void pool.destroy());
  return server;
}

/** The request's body on its way to production, a copy of it in the tap. */
async function* tapped(request: IncomingMessage, tap: Tap | null, onSent: () => void): AsyncIterable<Buffer> {
  for await (const chunk of request) {
    tap?.push(chunk as Buffer);
    yield chunk as Buffer;
  }
  onSent();
}

function rawHeaders({ rawHeaders }: Dispatcher.DispatchController): string[] {
  const flat = Array.isArray(rawHeaders) ? rawHeaders : [];
  return flat.map((part) => (typeof part === 'string' ? part : part.toString('latin1')));
}

/** Production gave no response of its own: the one that says so is marked as the proxy's. */
function unreachable(response: ServerResponse, error: Error): void {
  const body = JSON.stringify({ error: { type: 'gnomon_upstream_unreachable', message: reasonOf(error) } });
  response.writeHead(502, 'Bad Gateway', [
    'content-type',
    'application/json',
    'content-length',
    String(Buffer.byteLength(body)),
    'x-gnomon-error',
    'upstream-unreachable',
  ]);
  response.end(body);
}

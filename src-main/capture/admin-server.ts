import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { CaptureMetrics } from './metrics';
import type { Recorder } from './recorder';

const CONTROLS = { '/pause': 'pause', '/resume': 'resume', '/next-phase': 'next-phase' } as const;

/**
 * Health, metrics and control, on a port of its own so that production's addresses stay production's:
 * GET /healthz, /metrics, /status; POST /pause, /resume, /next-phase with the header `x-gnomon-admin`, which no page of
 * another site can send.
 */
export function createAdminServer(recorder: Recorder, { registry }: CaptureMetrics): Server {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?', 1)[0]!;
    const send = (code: number, type: string, body: string): void => {
      response.writeHead(code, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
    };
    const json = (code: number, value: unknown): void =>
      send(code, 'application/json', `${JSON.stringify(value)}\n`);
    if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? ''))
      return json(403, { error: 'This address is not served here.' });
    const control = CONTROLS[path as keyof typeof CONTROLS];
    if (request.method === 'POST' && control) {
      if (request.headers['x-gnomon-admin'] === undefined)
        return json(403, { error: 'Send the header x-gnomon-admin: 1.' });
      recorder.control(control);
      return json(202, { accepted: control });
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return json(405, { error: 'Not allowed.' });
    if (path === '/healthz') return health(recorder, json);
    if (path === '/status') return json(200, recorder.status);
    if (path === '/metrics') return send(200, registry.contentType, await registry.metrics());
    return json(404, { error: 'There is nothing at this address.' });
  }

  return createServer((request, response) => {
    void answer(request, response).catch(() => response.writeHead(500).end());
  });
}

/** Production is served as long as this process answers, so a log that can not be written is no failure of health. */
function health({ status }: Recorder, json: (code: number, value: unknown) => void): void {
  const { coverage, log } = status;
  json(200, {
    status: log.problem === null && coverage.stopped === null ? 'ok' : 'degraded',
    mirroring: coverage.stopped === null,
    stopped: coverage.stopped,
    log: log.problem ?? 'ok',
  });
}

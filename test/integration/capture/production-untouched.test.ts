import { createHash, randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseCaptureConfig } from '@core/capture/capture-config';
import { createProxy } from '../../../src-main/capture/proxy';
import type { Recorder } from '../../../src-main/capture/recorder';
import { answering, ask, capture, chatAnswer, chatRequest, open, type Sent, serve, until } from './servers';

const SSE = [
  'data: {"choices":[{"index":0,"delta":{"content":"Hel"}}]}\n\n',
  'data: {"choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":"stop"}]}\n\n',
  'data: [DONE]\n\n',
];
const BINARY = randomBytes(300_000);

/** A production that answers in every way that HTTP has. */
const production: RequestListener = (request, response) => {
  const kind = new URL(request.url!, 'http://x').searchParams.get('kind');
  const received: Buffer[] = [];
  request.on('data', (chunk: Buffer) => received.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(received);
    switch (kind) {
      case 'stream':
        response.writeHead(200, 'Streaming now', {
          'Content-Type': 'text/event-stream',
          'X-Odd-CASE': 'kept',
        });
        for (const event of SSE) response.write(event);
        return response.end();
      case 'gzip':
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
        return response.end(gzipSync(chatAnswer('packed')));
      case 'brotli':
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'br' });
        return response.end(brotliCompressSync(chatAnswer('packed')));
      case 'binary':
        response.writeHead(200, {
          'content-type': 'application/octet-stream',
          'content-length': BINARY.length,
        });
        return response.end(BINARY);
      case 'cookies':
        response.writeHead(
          200,
          [
            ['Set-Cookie', 'a=1'],
            ['set-cookie', 'b=2'],
            ['X-Empty', ''],
          ].flat(),
        );
        return response.end('ok');
      case '204':
        return response.writeHead(204).end();
      case '429':
        response.writeHead(429, 'Slow Down', { 'retry-after': '7', 'content-type': 'application/json' });
        return response.end('{"error":{"type":"rate_limit_error","message":"slow down"}}');
      case '500':
        return response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>broken</h1>');
      case 'echo':
        response.writeHead(200, { 'x-sha256': createHash('sha256').update(body).digest('hex') });
        return response.end(
          JSON.stringify([request.method, request.url, ...headerPairs(request.rawHeaders)]),
        );
      default:
        response.writeHead(200, { 'content-type': 'application/json' });
        return response.end(chatAnswer('from production'));
    }
  });
  request.resume();
};

/** Undici writes the length last; the order of headers of different names means nothing. */
function headerPairs(raw: readonly string[]): string[] {
  const pairs = raw.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${raw[i + 1]}`] : []));
  return pairs.filter((pair) => !/^(host|connection):/i.test(pair)).toSorted();
}

/** Shadows of every bad kind. */
const SHADOWS: Record<string, RequestListener> = {
  healthy: answering('from the shadow'),
  hanging: () => {},
  garbage: (_request, response) => void response.socket!.end('not http at all\r\n\r\n'),
  failing: (_request, response) => void response.writeHead(503).end('{'),
  flooding: (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const chunk = Buffer.alloc(1 << 20, 'x');
    const flood = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', flood);
    flood();
  },
  'cutting off': (_request, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"choices"');
    setImmediate(() => response.destroy());
  },
};

const KINDS: Sent[] = [
  { path: '/v1/chat/completions?kind=plain' },
  { path: '/v1/chat/completions?kind=stream', body: chatRequest('Hi', { stream: true }) },
  { path: '/v1/chat/completions?kind=gzip', headers: { 'accept-encoding': 'gzip' } },
  { path: '/v1/chat/completions?kind=brotli' },
  { path: '/v1/chat/completions?kind=binary' },
  { path: '/v1/chat/completions?kind=cookies' },
  { path: '/v1/chat/completions?kind=204' },
  { path: '/v1/chat/completions?kind=429' },
  { path: '/v1/chat/completions?kind=500' },
  {
    path: '/v1/chat/completions?kind=echo',
    headers: { 'X-Custom': 'a  b', authorization: 'Bearer x' },
    body: BINARY,
  },
  { path: '/v1/models?kind=echo', method: 'GET' },
  { path: '/v1/chat/completions?kind=plain', method: 'HEAD' },
  { path: '/v1/files/abc?kind=204', method: 'DELETE' },
];

describe('production through the proxy', () => {
  // A bug that renames a header, unpacks a body, or lets a shadow's answer or failure through would differ here.
  it.each(Object.keys(SHADOWS))(
    'is byte for byte what it is without, with a shadow that is %s',
    async (name) => {
      const prod = await serve(production);
      const shadow = await serve(SHADOWS[name]!);
      const proxy = await capture({
        prod: { url: prod },
        shadow: { url: shadow, timeout: 500, maxAnswer: '2MB' },
      });
      for (const sent of KINDS) {
        const direct = await ask(prod, sent);
        expect(await ask(proxy.url, sent)).toEqual(direct);
      }
      await until(() => proxy.recorder.status.totals.sampled > 0);
    },
  );

  it('is the same when nothing listens where the shadow should be', async () => {
    const prod = await serve(production);
    const proxy = await capture({ prod: { url: prod }, shadow: { url: 'http://127.0.0.1:9' } });
    for (const sent of KINDS) expect(await ask(proxy.url, sent)).toEqual(await ask(prod, sent));
    await until(() => proxy.recorder.status.totals.failed > 0);
  });

  // Buffering an event stream until its end would make this wait for ever: production waits for the client here.
  it('hands on each event of a stream before the next one is there', async () => {
    let goOn = (): void => {};
    const prod = await serve((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(SSE[0]);
      goOn = () => {
        response.write(SSE[1]);
        response.end(SSE[2]);
      };
    });
    const shadow = await serve(() => {});
    const proxy = await capture({ prod: { url: prod }, shadow: { url: shadow, timeout: 200 } });
    const response = await open(proxy.url, { body: chatRequest('Hi', { stream: true }) });
    const [first] = (await once(response, 'data')) as [Buffer];
    expect(first.toString()).toBe(SSE[0]);
    goOn();
    let rest = '';
    for await (const chunk of response) rest += String(chunk);
    expect(rest).toBe(SSE[1]! + SSE[2]!);
  });

  // Headers that wait for the first byte of the body would time out clients of slow models.
  it('hands on headers before there is any body', async () => {
    let finish = (): void => {};
    const prod = await serve((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      finish = () => response.end();
    });
    const shadow = await serve(answering('x'));
    const proxy = await capture({ prod: { url: prod }, shadow: { url: shadow } });
    const response = await open(proxy.url);
    expect(response.statusCode).toBe(200);
    finish();
    response.resume();
    await once(response, 'end');
  });

  it('answers while the shadow still hangs', async () => {
    const prod = await serve(answering('quick'));
    const shadow = await serve(() => {});
    const proxy = await capture({ prod: { url: prod }, shadow: { url: shadow, timeout: 500 } });
    expect((await ask(proxy.url)).status).toBe(200);
    await until(() => proxy.recorder.status.underWay === 1);
  });

  it('gets the request without anything of the proxy in it', async () => {
    let seen: string[] = [];
    const prod = await serve((request, response) => {
      seen = request.rawHeaders;
      answering('x')(request, response);
    });
    const proxy = await capture({ prod: { url: prod }, shadow: { url: prod.replace(/\d+$/, '9') } });
    await ask(proxy.url, { headers: { 'X-Mine': 'Yes' } });
    expect(seen.join('\n').toLowerCase()).not.toMatch(/gnomon|forwarded|via/);
    expect(seen).toContain('X-Mine');
  });

  it('says that it is the proxy speaking when production can not be reached', async () => {
    const proxy = await capture({
      prod: { url: 'http://127.0.0.1:9' },
      shadow: { url: 'http://127.0.0.1:9' },
    });
    const { status, headers } = await ask(proxy.url);
    expect(status).toBe(502);
    expect(headers).toContain('x-gnomon-error');
  });

  it('is cut off where production cuts off', async () => {
    const prod = await serve((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
      setImmediate(() => response.destroy());
    });
    const proxy = await capture({ prod: { url: prod }, shadow: { url: prod } });
    await expect(ask(proxy.url)).rejects.toThrow(/aborted|hang up|ECONNRESET/);
  });

  it('goes on when recording fails in every way', async () => {
    const prod = await serve(answering('unharmed'));
    const fail = (): never => {
      throw new Error('the recorder is broken');
    };
    const status = { coverage: { phase: { rate: 1, index: 0 }, stopped: null } };
    const broken = { status, count: fail, send: fail, settle: fail, notice: () => {} } as unknown as Recorder;
    const config = parseCaptureConfig(
      { prod: { url: prod }, shadow: { url: prod }, log: { out: 'unused' } },
      'test',
    );
    const server = createProxy(config, broken, { onProdDone: () => {} }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect((await ask(url)).body.toString()).toContain('unharmed');
    server.closeAllConnections();
    server.close();
  });
});

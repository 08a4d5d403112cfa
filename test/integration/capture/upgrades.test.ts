import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request as httpRequest } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { answering, ask, capture, chatRequest, cleanUp, serve, until } from './servers';

const OFFER = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Protocol': 'realtime',
  authorization: 'Bearer key-of-the-client',
};

/** A production that speaks first, then sends everything back; `?decline` is refused. */
async function realtimeServer(): Promise<{ url: string; seen: string[][]; sockets: Socket[] }> {
  const seen: string[][] = [];
  const sockets: Socket[] = [];
  const server = createServer(answering('plain'));
  server.on('upgrade', (request, socket: Socket, head) => {
    seen.push(request.rawHeaders);
    sockets.push(socket);
    socket.on('error', () => {});
    if (request.url!.includes('decline'))
      return socket.end(
        'HTTP/1.1 401 No Key\r\nX-Odd: Kept\r\nContent-Type: application/json\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"a":\r\n2\r\n1}\r\n0\r\n\r\n',
      );
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\nfirst words',
    );
    if (head.length > 0) socket.write(head);
    return socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUp.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, sockets };
}

async function upgrade(base: string, path = '/v1/realtime?model=m') {
  const request = httpRequest(base + path, { headers: OFFER, agent: false });
  request.end();
  const [response, socket, head] = (await once(request, 'upgrade')) as [IncomingMessage, Socket, Buffer];
  let received = Buffer.from(head);
  socket.on('data', (chunk: Buffer) => (received = Buffer.concat([received, chunk])));
  return { response, socket, received: () => received };
}

describe('a WebSocket through the proxy', () => {
  // A proxy that answers 501, or takes an Upgrade header away, breaks every user of a realtime API.
  it('goes to production and back byte for byte, and is never mirrored', async () => {
    const prod = await realtimeServer();
    const shadow = await realtimeServer();
    const proxy = await capture({
      prod: { url: prod.url },
      shadow: { url: shadow.url },
      routes: [{ path: '/v1/*', methods: ['GET', 'POST'] }],
    });
    const direct = await upgrade(prod.url);
    const through = await upgrade(proxy.url);
    expect(through.response.rawHeaders).toEqual(direct.response.rawHeaders);
    const withoutHost = (headers: string[]) =>
      headers.filter((_, i) => headers[i - (i % 2)]!.toLowerCase() !== 'host');
    expect(withoutHost(prod.seen[1]!)).toEqual(withoutHost(prod.seen[0]!));
    const frames = randomBytes(300_000);
    through.socket.write(frames);
    await until(() => through.received().length >= 'first words'.length + frames.length);
    expect(through.received().equals(Buffer.concat([Buffer.from('first words'), frames]))).toBe(true);
    expect(shadow.seen).toEqual([]);
    expect(proxy.recorder.status.totals.eligible).toBe(0);
    const metrics = await ask(proxy.adminUrl, { method: 'GET', path: '/metrics' });
    expect(metrics.body.toString()).toContain('gnomon_capture_upgrades_total 1');
    direct.socket.destroy();
    through.socket.destroy();
  });

  it('ends on both sides when one goes, and with the capture', async () => {
    const prod = await realtimeServer();
    const proxy = await capture({ prod: { url: prod.url }, shadow: { url: prod.url } });
    const byProduction = await upgrade(proxy.url);
    const byClient = await upgrade(proxy.url);
    const byCapture = await upgrade(proxy.url);
    prod.sockets[0]!.destroy();
    await once(byProduction.socket, 'close');
    byClient.socket.destroy();
    await once(prod.sockets[1]!, 'close');
    await Promise.all([once(byCapture.socket, 'close'), proxy.stop()]);
    await expect(ask(proxy.url)).rejects.toThrow(/ECONNREFUSED/);
  });

  it('is declined as production declines it, and says when production can not be reached', async () => {
    const prod = await realtimeServer();
    const proxy = await capture({ prod: { url: prod.url }, shadow: { url: prod.url } });
    const declined = (base: string) => ask(base, { method: 'GET', path: '/decline', headers: OFFER });
    expect(await declined(proxy.url)).toEqual(await declined(prod.url));
    const gone = await capture({ prod: { url: 'http://127.0.0.1:9' }, shadow: { url: prod.url } });
    const answer = await ask(gone.url, { method: 'GET', path: '/v1/realtime', headers: OFFER });
    expect([answer.status, answer.headers.includes('x-gnomon-error')]).toEqual([502, true]);
  });
});

// Java's HttpClient offers h2c with its first request of every connection; it would get nothing but errors.
it('a request that offers HTTP/2 is served and mirrored as the plain request that it is', async () => {
  const prod = await serve(answering('plain answer'));
  const proxy = await capture({ prod: { url: prod }, shadow: { url: prod } });
  const { port } = new URL(proxy.url);
  const socket = connect(Number(port), '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  for (let i = 1; i <= 2; i++) {
    const body = chatRequest(`question ${i}`);
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n${
        i === 1
          ? 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABk\r\n'
          : ''
      }\r\n${body}`,
    );
    await until(() => text.split('plain answer').length === i + 1);
  }
  expect(text.split('HTTP/1.1 200 OK').length).toBe(3);
  socket.destroy();
  await until(() => proxy.recorder.status.totals.logged === 2);
});

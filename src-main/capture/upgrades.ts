import { type IncomingMessage, request as httpRequest, type Server } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { CaptureConfig } from '@core/capture/capture-config';
import { endToEnd, headerOf, withHost, withoutOffer } from './forward-headers';
import { reasonOf } from './reason-of';

/** What is told about connections that a client asked to switch to another protocol. */
interface UpgradeObserver {
  onUpgrade(): void;
}

/**
 * Passes WebSockets on to production, byte by byte, and never mirrors them: a conversation that goes both ways can not be
 * held a second time by itself. A request that only offers another protocol, as `h2c`, is served as the plain one that it is.
 * @returns a function that ends the connections: unlike requests they have no end of their own
 */
export function passUpgrades(
  server: Server,
  { prod }: Pick<CaptureConfig, 'prod'>,
  observer: UpgradeObserver,
): () => void {
  const upstream = new URL(prod.url);
  const prefix = upstream.pathname.replace(/\/$/, '');
  const ask = upstream.protocol === 'https:' ? httpsRequest : httpRequest;
  const open = new Set<Duplex>();

  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    if ((headerOf(request.rawHeaders, 'upgrade') ?? '').toLowerCase() !== 'websocket') {
      serveAsPlain(server, request, socket, head);
      return;
    }
    observer.onUpgrade();
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    // Whoever goes away ends the other side; there is nobody to tell.
    socket.on('error', () => {});
    const call = ask(upstream.origin + prefix + request.url, {
      method: request.method ?? 'GET',
      headers: withHost(request.rawHeaders, upstream.host),
      agent: false,
      setHost: false,
    });
    socket.on('close', () => call.destroy());
    call.on('upgrade', (response, peer, first) => {
      socket.write(headOf(response, response.rawHeaders));
      if (first.length > 0) peer.unshift(first);
      if (head.length > 0) socket.unshift(head);
      peer.on('error', () => {});
      peer.on('close', () => socket.destroy());
      socket.on('close', () => peer.destroy());
      for (const side of [peer as Socket, socket]) side.setNoDelay(true).setTimeout(0);
      peer.pipe(socket).pipe(peer);
    });
    // Production declines: its answer is handed on, and the connection ends with it.
    call.on('response', (response) => {
      socket.write(headOf(response, [...endToEnd(response.rawHeaders), 'connection', 'close']));
      response.on('error', () => socket.destroy());
      response.pipe(socket);
    });
    call.on('error', (error) => {
      if (socket.destroyed) return;
      const body = JSON.stringify({
        error: { type: 'gnomon_upstream_unreachable', message: reasonOf(error) },
      });
      socket.end(
        `HTTP/1.1 502 Bad Gateway\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nx-gnomon-error: upstream-unreachable\r\nconnection: close\r\n\r\n${body}`,
      );
    });
    call.end();
  });

  return () => {
    for (const socket of open) socket.destroy();
  };
}

function headOf({ statusCode, statusMessage }: IncomingMessage, headers: readonly string[]): Buffer {
  return headBytes(`HTTP/1.1 ${statusCode} ${statusMessage}`, headers);
}

/** Bytes of header values are the client's and the server's own: they are read and written as Latin-1. */
function headBytes(first: string, headers: readonly string[]): Buffer {
  let text = `${first}\r\n`;
  for (let i = 0; i < headers.length; i += 2) text += `${headers[i]}: ${headers[i + 1]}\r\n`;
  return Buffer.from(`${text}\r\n`, 'latin1');
}

/** The parser has stopped behind the head: without the offer, the request is read once more. */
function serveAsPlain(server: Server, request: IncomingMessage, socket: Socket, head: Buffer): void {
  const first = `${request.method} ${request.url} HTTP/${request.httpVersion}`;
  socket.unshift(Buffer.concat([headBytes(first, withoutOffer(request.rawHeaders)), head]));
  server.emit('connection', socket);
  socket.resume();
}

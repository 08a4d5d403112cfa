import { createHash } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Hub {
  endpoint: string;
  /** `METHOD path range` of each request, in order. */
  requests: string[];
  close(): Promise<void>;
}

export interface HubOptions {
  id: string;
  files: Map<string, Buffer>;
  /** Closes the connection after so many bytes of a body, so many times. */
  cut?: { after: number; times: number };
  /** Bytes a time, and ms between: a slow line. */
  slow?: { bytes: number; ms: number };
  /** Sends this instead of the weights, under the true checksum. */
  forged?: Buffer;
  /** Answers a range with the whole file, as some proxies do. */
  ignoreRange?: boolean;
  missing?: string;
}

const COMMIT = 'c0ffee00'.repeat(5);

/**
 * A server on this computer in the hub's URL layout: large files (here: *.onnx) are a redirection to a store, with size and
 * SHA-256 in its headers; small ones a redirection within the hub.
 */
export async function startHub(options: HubOptions): Promise<Hub> {
  const requests: string[] = [];
  let cuts = options.cut?.times ?? 0;
  const server: Server = createServer((request, response) => {
    const url = decodeURIComponent(request.url!);
    requests.push([request.method, url, request.headers.range].filter(Boolean).join(' '));
    const found = /^\/(store|cache|.+\/resolve\/[^/]+)\/(.+)$/u.exec(url);
    const path = found?.[2] ?? '';
    const bytes = options.files.get(path);
    if (!found || !bytes || path === options.missing) return void response.writeHead(404).end();
    if (found[1]!.includes('/resolve/')) {
      const [, id, revision] = /^(.+)\/resolve\/(.+)$/u.exec(found[1]!)!;
      if (id !== options.id || !['main', COMMIT].includes(revision!))
        return void response.writeHead(404).end();
      const large = path.endsWith('.onnx');
      return void response
        .writeHead(302, {
          location: `/${large ? 'store' : 'cache'}/${path}`,
          'x-repo-commit': COMMIT,
          ...(large
            ? {
                'x-linked-size': String(bytes.length),
                'x-linked-etag': `"${createHash('sha256').update(bytes).digest('hex')}"`,
              }
            : {}),
        })
        .end();
    }
    const body = path.endsWith('.onnx') && options.forged ? options.forged : bytes;
    const from = options.ignoreRange
      ? 0
      : Number(/^bytes=(\d+)-$/u.exec(request.headers.range ?? '')?.[1] ?? 0);
    const partial = request.headers.range && !options.ignoreRange;
    response.writeHead(partial ? 206 : 200, { 'content-length': body.length - from, etag: '"0123abc"' });
    if (request.method === 'HEAD') return void response.end();
    if (options.cut && cuts > 0 && body.length - from > options.cut.after) {
      cuts--;
      // Not at once: an error makes the client drop what it has not read yet.
      response.write(body.subarray(from, from + options.cut.after));
      setTimeout(() => response.destroy(), 50);
    } else void send(response, body.subarray(from), options.slow);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function send(response: ServerResponse, body: Buffer, slow: HubOptions['slow']): Promise<void> {
  if (slow) {
    for (let at = 0; at < body.length && !response.destroyed; at += slow.bytes) {
      response.write(body.subarray(at, at + slow.bytes));
      await new Promise((resolve) => setTimeout(resolve, slow.ms));
    }
    response.end();
  } else response.end(body);
}

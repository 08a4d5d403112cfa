import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { MAX_CHUNK_BYTES } from '../../src-main/bridge/body-sender';
import { connectBridge } from '../../src-main/bridge/bridge-client';
import { serveBridge } from '../../src-main/bridge/bridge-server';
import type { BridgePort } from '../../src-main/bridge/port';
import { workerBridgePort } from './worker-bridge-port';

const open: BridgePort[] = [];

afterEach(() => open.splice(0).forEach((port) => port.close()));

function bridge(handler: (request: Request) => Promise<Response> | Response) {
  const { port1, port2 } = new MessageChannel();
  const client = workerBridgePort(port1);
  const server = workerBridgePort(port2);
  open.push(client, server);
  serveBridge(server, async (request) => handler(request));
  return connectBridge(client);
}

const bytes = (length: number, seed: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length }, (_, index) => (index * 31 + seed) % 251);

function uploadOf(body: ReadableStream<Uint8Array>): Request {
  const init = { method: 'POST', body, duplex: 'half' as const };
  return new Request('app://gnomon/api/logs', init);
}

/** A stream that never ends, and what became of it. */
function endless(chunkBytes: number) {
  const seen = { pulled: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        seen.pulled += 1;
        controller.enqueue(new Uint8Array(chunkBytes));
      },
      cancel() {
        seen.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { seen, body };
}

describe('a request over the bridge', () => {
  test('arrives with method, address, headers and body; the answer returns with status and headers', async () => {
    const { fetch } = bridge(async (request) => {
      const seen = { method: request.method, url: request.url, type: request.headers.get('content-type') };
      return Response.json({ ...seen, body: await request.text() }, { status: 422, headers: { 'x-a': 'b' } });
    });
    const request = { method: 'POST', body: '{"a":"é"}', headers: { 'content-type': 'application/json' } };
    const response = await fetch(new Request('app://gnomon/api/x?y=%20z', request));
    expect(response.status).toBe(422);
    expect(response.headers.get('x-a')).toBe('b');
    const url = 'app://gnomon/api/x?y=%20z';
    expect(await response.json()).toEqual({
      method: 'POST',
      url,
      type: 'application/json',
      body: '{"a":"é"}',
    });
  });

  test('may have an answer without a body (a 204 with an empty stream would throw)', async () => {
    const { fetch } = bridge(() => new Response(null, { status: 204 }));
    const response = await fetch(new Request('app://gnomon/api/recent/1', { method: 'DELETE' }));
    expect(response.status).toBe(204);
    expect(response.body).toBeNull();
  });

  test('carries large bodies both ways unchanged, also chunks larger than one message', async () => {
    const { fetch } = bridge((request) => new Response(request.body));
    const sent = bytes(5 * MAX_CHUNK_BYTES + 17, 3);
    const response = await fetch(new Request('app://gnomon/api/echo', { method: 'POST', body: sent }));
    expect(Buffer.compare(await response.bytes(), sent)).toBe(0);
  });

  test('does not mix up exchanges that overlap', async () => {
    const { fetch } = bridge(async (request) => {
      const n = Number(new URL(request.url).searchParams.get('n'));
      await new Promise((resolve) => setTimeout(resolve, (7 * n) % 20));
      return new Response(bytes(100_000, n));
    });
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => (await fetch(new Request(`app://gnomon/?n=${n}`))).bytes()),
    );
    answers.forEach((answer, n) => expect(Buffer.compare(answer, bytes(100_000, n))).toBe(0));
  });
});

describe('back-pressure', () => {
  test('a reader that stands still stops the source (an unbounded queue would fill memory)', async () => {
    const { seen, body } = endless(1000);
    const { fetch } = bridge(() => new Response(body));
    const reader = (await fetch(new Request('app://gnomon/'))).body!.getReader();
    await reader.read();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const pulled = seen.pulled;
    expect(pulled).toBeLessThan(30);
    for (let i = 0; i < 10; i++) await reader.read();
    await vi.waitFor(() => expect(seen.pulled).toBeGreaterThanOrEqual(pulled + 10));
    await reader.cancel();
  });

  test('a large chunk is held back in pieces too (credit counts messages, so their size must be bounded)', async () => {
    const largest = 64 * MAX_CHUNK_BYTES;
    const posted: number[] = [];
    const { port1, port2 } = new MessageChannel();
    const server = workerBridgePort(port2);
    open.push(server);
    serveBridge(
      {
        ...server,
        post: (message) => {
          if ((message as { type: string }).type === 'chunk') posted.push(1);
          server.post(message);
        },
      },
      async () => new Response(new Uint8Array(largest)),
    );
    const response = await connectBridge(workerBridgePort(port1)).fetch(new Request('app://gnomon/'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(posted.length).toBeLessThanOrEqual(16);
    expect((await response.bytes()).byteLength).toBe(largest);
  });
});

describe('giving up', () => {
  test('cancelling the answer aborts the request and cancels the source at the other end', async () => {
    const { seen, body } = endless(10);
    let signal: AbortSignal | undefined;
    const { fetch } = bridge((request) => {
      signal = request.signal;
      return new Response(body);
    });
    const response = await fetch(new Request('app://gnomon/api/import'));
    expect(signal?.aborted).toBe(false);
    await response.body!.cancel();
    await vi.waitFor(() => expect(signal?.aborted).toBe(true));
    await vi.waitFor(() => expect(seen.cancelled).toBe(true));
  });

  test('aborting the request before the answer rejects with its reason and aborts at the other end', async () => {
    let signal: AbortSignal | undefined;
    const { fetch } = bridge((request) => {
      signal = request.signal;
      return new Promise<Response>(() => undefined);
    });
    const controller = new AbortController();
    const answer = fetch(new Request('app://gnomon/', { signal: controller.signal }));
    await vi.waitFor(() => expect(signal).toBeDefined());
    controller.abort(new Error('enough'));
    await expect(answer).rejects.toThrow('enough');
    await vi.waitFor(() => expect(signal?.aborted).toBe(true));
  });

  test('aborting the request during the answer breaks the body off', async () => {
    const { body } = endless(10);
    const { fetch } = bridge(() => new Response(body));
    const controller = new AbortController();
    const response = await fetch(new Request('app://gnomon/', { signal: controller.signal }));
    const reader = response.body!.getReader();
    await reader.read();
    controller.abort(new Error('enough'));
    await expect(
      (async () => {
        while (!(await reader.read()).done);
      })(),
    ).rejects.toThrow('enough');
  });

  test('an upload that the handler does not read is cancelled once the answer has ended', async () => {
    const { seen, body } = endless(100_000);
    const { fetch } = bridge(() => new Response('no, thanks', { status: 400 }));
    expect(await (await fetch(uploadOf(body))).text()).toBe('no, thanks');
    await vi.waitFor(() => expect(seen.cancelled).toBe(true));
  });

  test('a handler that cancels the upload stops its source while the answer is still open', async () => {
    const { seen, body } = endless(100_000);
    const answer = endless(1);
    const { fetch } = bridge(async (request) => {
      await request.body!.cancel();
      return new Response(answer.body);
    });
    const response = await fetch(uploadOf(body));
    await vi.waitFor(() => expect(seen.cancelled).toBe(true));
    expect(answer.seen.cancelled).toBe(false);
    await response.body!.cancel();
  });

  test('the asking end going away aborts what runs at the answering end', async () => {
    let signal: AbortSignal | undefined;
    const { port1, port2 } = new MessageChannel();
    const client = workerBridgePort(port1);
    serveBridge(workerBridgePort(port2), (request) => {
      signal = request.signal;
      return new Promise<Response>(() => undefined);
    });
    void connectBridge(client).fetch(new Request('app://gnomon/'));
    await vi.waitFor(() => expect(signal).toBeDefined());
    client.close();
    await vi.waitFor(() => expect(signal?.aborted).toBe(true));
  });
});

describe('failures are errors, never a hang', () => {
  test('what the handler throws arrives with name, message and stack', async () => {
    const { fetch } = bridge(() => {
      throw new RangeError('out of bounds');
    });
    const error = await fetch(new Request('app://gnomon/')).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'RangeError', message: 'out of bounds' });
    expect((error as Error).stack).toContain('request-bridge.test');
  });

  test('an answer whose body breaks off breaks off here too', async () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array(3)),
      pull: () => Promise.reject(new Error('disk gone')),
    });
    const { fetch } = bridge(() => new Response(body));
    await expect((await fetch(new Request('app://gnomon/'))).text()).rejects.toThrow('disk gone');
  });

  test('an upload that breaks off breaks off at the other end too', async () => {
    const body = new ReadableStream<Uint8Array>({ pull: () => Promise.reject(new Error('file gone')) });
    const { fetch } = bridge(async (request) => {
      const outcome = await request.text().catch((thrown: Error) => thrown.message);
      return new Response(outcome);
    });
    expect(await (await fetch(uploadOf(body))).text()).toBe('file gone');
  });

  test.each([
    ['something that cannot be cloned', () => undefined],
    ['text instead of bytes', 'text'],
  ])('a body of %s is an error', async (_name, chunk) => {
    const body = new ReadableStream({ pull: (controller) => controller.enqueue(chunk) });
    const { fetch } = bridge(() => new Response(body));
    await expect((await fetch(new Request('app://gnomon/'))).text()).rejects.toThrow('only bytes');
  });

  test('an answer that the port cannot post is an error (it would wait for ever)', async () => {
    const { port1, port2 } = new MessageChannel();
    const server = workerBridgePort(port2);
    open.push(server);
    const post = (message: unknown): void =>
      server.post((message as { type: string }).type === 'head' ? () => undefined : message);
    serveBridge({ ...server, post }, async () => new Response('x'));
    const { fetch } = connectBridge(workerBridgePort(port1));
    await expect(fetch(new Request('app://gnomon/'))).rejects.toThrow('could not be cloned');
  });

  test('Response.error() is an error (its status 0 fits no answer)', async () => {
    const { fetch } = bridge(() => Response.error());
    await expect(fetch(new Request('app://gnomon/'))).rejects.toThrow('network error');
  });

  test('when the other end is gone, waiting and streaming exchanges fail, and later ones at once', async () => {
    const { body } = endless(10);
    const { fetch, fail } = bridge((request) =>
      request.url.endsWith('/stream') ? new Response(body) : new Promise<Response>(() => undefined),
    );
    const streaming = await fetch(new Request('app://gnomon/stream'));
    const waiting = fetch(new Request('app://gnomon/wait'));
    fail(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    await expect(streaming.text()).rejects.toThrow('gone');
    await expect(fetch(new Request('app://gnomon/later'))).rejects.toThrow('gone');
  });
});

import type { Dispatcher, RequestInit } from 'undici';
import { ReceivedHeaders } from './received-headers';

type Received = Readonly<Record<string, string | string[] | undefined>>;

/**
 * A call whose answer is read whole, as much of a Response as the SDKs use of it. The streams and listeners that a real
 * one is made of cost as much as all the rest of a call. Null for a redirection.
 */
export function sendText(
  url: string,
  { method, headers, body, signal }: RequestInit & { body?: unknown },
  dispatcher: Dispatcher,
): Promise<Partial<Response> | null> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const answer = new WholeAnswer((failed, status, received, text) => {
      if (failed) reject(failed);
      else resolve(isRedirection(status) ? null : responseOf(url, status, received, text));
    });
    signal?.addEventListener('abort', () => answer.abort(signal.reason as Error), { once: true });
    const begin = url.indexOf('/', url.indexOf('://') + 3);
    dispatcher.dispatch(
      {
        origin: url.slice(0, begin),
        path: url.slice(begin),
        method: (method ?? 'POST') as Dispatcher.HttpMethod,
        headers: headers as Record<string, string>,
        body: body as string,
      },
      answer,
    );
  });
}

/** Gathers what undici reads of an answer. */
class WholeAnswer implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | null = null;
  private aborted: Error | null = null;
  private status = 0;
  private headers: Received = {};
  private readonly chunks: Buffer[] = [];

  constructor(
    private readonly done: (failed: Error | null, status: number, headers: Received, text: string) => void,
  ) {}

  /** Ends the call, also one that waits for a connection. */
  abort(reason: Error): void {
    this.aborted = reason;
    this.controller?.abort(reason);
    this.done(reason, 0, {}, '');
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.aborted !== null) controller.abort(this.aborted);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Received): void {
    this.status = status;
    this.headers = headers;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    const { chunks } = this;
    const bytes = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
    this.done(null, this.status, this.headers, bytes.toString('utf8'));
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.done(error, 0, {}, '');
  }
}

function isRedirection(status: number): boolean {
  return status >= 300 && status < 400;
}

function responseOf(url: string, status: number, received: Received, text: string): Partial<Response> {
  return {
    ok: status < 300,
    status,
    statusText: '',
    url,
    headers: new ReceivedHeaders(received) as unknown as Headers,
    body: null,
    text: async () => text,
    json: async () => JSON.parse(text) as unknown,
  };
}

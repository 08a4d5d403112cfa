import { receiveBody, type BodyReceiver } from './body-receiver';
import { sendBody, type BodySender } from './body-sender';
import { fromWireError, type ClientMessage, type ServerMessage } from './messages';
import type { BridgePort } from './port';

/** The asking end of a bridge. */
export interface BridgeClient {
  /**
   * The answer of the process at the other end. Rejects with the request's abort reason, with the error that the other
   * end threw, or with the reason given to `fail`. Cancelling the answer's body aborts the request over there.
   */
  fetch(request: Request): Promise<Response>;
  /** The other end is gone: every exchange in flight, and every later one, fails with this error. */
  fail(error: Error): void;
}

interface Exchange {
  upload: BodySender | null;
  download: BodyReceiver | null;
  answer(response: Response): void;
  reject(reason: unknown): void;
}

/** Connects the asking end to a port. The caller must tell when the other end is gone. */
export function connectBridge(port: BridgePort): BridgeClient {
  const exchanges = new Map<number, Exchange>();
  let lastId = 0;
  let failure: Error | null = null;

  const post = (message: ClientMessage): void => port.post(message);

  /** Ends an exchange; whatever of it is still open fails with this reason. */
  function drop(id: number, reason: unknown): void {
    const exchange = exchanges.get(id);
    if (exchange === undefined) return;
    exchanges.delete(id);
    exchange.upload?.cancel(reason);
    exchange.download?.fail(reason);
    exchange.reject(reason);
  }

  function abort(id: number, reason: unknown): void {
    if (!exchanges.has(id)) return;
    post({ type: 'abort', id });
    drop(id, reason);
  }

  function receiveHead(message: ServerMessage & { type: 'head' }, exchange: Exchange): void {
    const { id, hasBody, status, statusText, headers } = message;
    if (hasBody) {
      exchange.download = receiveBody({
        id,
        post,
        done: (outcome) =>
          (outcome === 'cancelled' ? abort : drop)(id, new Error(`The answer has ${outcome}.`)),
      });
    }
    exchange.answer(new Response(exchange.download?.stream ?? null, { status, statusText, headers }));
    if (!hasBody) drop(id, new Error('The answer has ended.'));
  }

  port.onMessage((data) => {
    const message = data as ServerMessage;
    const exchange = exchanges.get(message.id);
    if (exchange === undefined) return;
    if (message.type === 'head') receiveHead(message, exchange);
    else if (message.type === 'credit') exchange.upload?.credit(message.chunks);
    else if (message.type === 'stop') exchange.upload?.cancel(new Error('The body was not wanted.'));
    else if (exchange.download !== null) exchange.download.receive(message);
    else if (message.type === 'error') drop(message.id, fromWireError(message.error));
  });

  function fetch(request: Request): Promise<Response> {
    if (failure !== null) return Promise.reject(failure);
    if (request.signal.aborted) return Promise.reject(request.signal.reason);
    const id = ++lastId;
    return new Promise<Response>((answer, reject) => {
      const { method, url, body, headers, signal } = request;
      const upload = body && sendBody({ id, body, post, done: () => undefined });
      exchanges.set(id, { upload, download: null, answer, reject });
      signal.addEventListener('abort', () => abort(id, signal.reason), { once: true });
      post({ type: 'request', id, method, url, headers: [...headers], hasBody: body !== null });
    });
  }

  return {
    fetch,
    fail(error) {
      failure = error;
      for (const id of exchanges.keys()) drop(id, error);
    },
  };
}

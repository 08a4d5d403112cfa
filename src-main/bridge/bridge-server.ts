import { receiveBody, type BodyReceiver } from './body-receiver';
import { sendBody, type BodySender } from './body-sender';
import { toWireError, type ClientMessage, type ServerMessage } from './messages';
import type { BridgePort } from './port';

interface Exchange {
  controller: AbortController;
  upload: BodyReceiver | null;
  download: BodySender | null;
}

/**
 * Answers the requests that come over a port. A request's signal is aborted when the other end gives it up or is gone.
 * What the handler throws, before or within its answer's body, reaches the other end as an error.
 */
export function serveBridge(port: BridgePort, handler: (request: Request) => Promise<Response>): void {
  const exchanges = new Map<number, Exchange>();

  function abort(id: number, reason: Error): void {
    const exchange = exchanges.get(id);
    if (exchange === undefined) return;
    exchanges.delete(id);
    exchange.controller.abort(reason);
    exchange.upload?.fail(reason);
    exchange.download?.cancel(reason);
  }

  async function answer(message: ClientMessage & { type: 'request' }): Promise<void> {
    const { id } = message;
    const exchange: Exchange = { controller: new AbortController(), upload: null, download: null };
    exchanges.set(id, exchange);
    const post = (reply: ServerMessage): void => {
      if (exchanges.get(id) === exchange) port.post(reply);
    };
    try {
      const response = await handler(toRequest(message, exchange, post));
      if (response.type === 'error') throw new TypeError('The handler gave a network error as its answer.');
      const { status, statusText, body } = response;
      post({ type: 'head', id, status, statusText, headers: [...response.headers], hasBody: body !== null });
      if (body === null) exchanges.delete(id);
      else if (exchanges.has(id))
        exchange.download = sendBody({ id, body, post, done: () => exchanges.delete(id) });
      else await body.cancel();
    } catch (thrown) {
      post({ type: 'error', id, error: toWireError(thrown) });
      exchanges.delete(id);
    }
  }

  port.onMessage((data) => {
    const message = data as ClientMessage;
    if (message.type === 'request') return void answer(message);
    if (message.type === 'abort') return abort(message.id, abortError());
    const exchange = exchanges.get(message.id);
    if (message.type === 'credit') exchange?.download?.credit(message.chunks);
    else exchange?.upload?.receive(message);
  });
  port.onClose(() => {
    for (const id of exchanges.keys()) abort(id, abortError());
  });
}

function toRequest(
  message: ClientMessage & { type: 'request' },
  exchange: Exchange,
  post: (reply: ServerMessage) => void,
): Request {
  const { id, method, url, headers, hasBody } = message;
  const init = { method, headers, signal: exchange.controller.signal };
  if (!hasBody) return new Request(url, init);
  exchange.upload = receiveBody({
    id,
    post,
    done: (outcome) => outcome === 'cancelled' && post({ type: 'stop', id }),
  });
  const upload = { ...init, body: exchange.upload.stream, duplex: 'half' as const };
  return new Request(url, upload);
}

function abortError(): Error {
  return new DOMException('The request was given up.', 'AbortError');
}

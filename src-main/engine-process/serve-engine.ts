import { AppError } from '@core/model/app-error';
import { serveBridge } from '../bridge/bridge-server';
import { failureResponse } from '../bridge/failure-response';
import type { BridgePort } from '../bridge/port';
import type { Host } from '../host/create-host';
import { readAddModel, readRegisterLogs } from './shell-request';

/**
 * Answers the requests that come over `port` with a host that is created at the first of them. A host that could not be
 * created answers 503 with the reason and is tried again at the next request. When the other end closes the port the host is
 * closed, then `exit` is called.
 */
export function serveEngine(options: {
  port: BridgePort;
  createHost: () => Promise<Host>;
  exit: () => void;
}): void {
  const { port, createHost, exit } = options;
  let host: Promise<Host> | null = null;

  function openHost(): Promise<Host> {
    host ??= createHost().catch((thrown: unknown) => {
      host = null;
      throw thrown;
    });
    return host;
  }

  async function answer(request: Request): Promise<Response> {
    try {
      const open = await openHost();
      const paths = await readRegisterLogs(request);
      if (paths !== null) return Response.json(await open.registerLogs(paths));
      const model = await readAddModel(request);
      return model === null ? await open.fetch(request) : Response.json(await open.addModelFolder(model));
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      return failureResponse(request, 503, thrown);
    }
  }

  async function close(): Promise<void> {
    try {
      await (await host)?.close();
    } finally {
      exit();
    }
  }

  serveBridge(port, answer);
  port.onClose(() => void close());
}

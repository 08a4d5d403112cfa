import { electronBridgePort } from '../bridge/port';
import { createHost } from '../host/create-host';
import type { EngineOptions } from './engine-options';
import { serveEngine } from './serve-engine';

process.parentPort.once('message', ({ data, ports: [port] }) => {
  if (port === undefined) throw new Error('The engine was started without a port.');
  const options = data as EngineOptions;
  serveEngine({
    port: electronBridgePort(port),
    createHost: () => createHost({ kind: 'electron', token: null, ...options }),
    exit: () => process.exit(),
  });
});

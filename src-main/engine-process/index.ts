import { electronBridgePort } from '../bridge/port';
import { fileSecretStore } from '../engine/judge/judge-files';
import { createHost } from '../host/create-host';
import type { EngineOptions } from './engine-options';
import { openShellVault } from './shell-vault';
import { serveEngine } from './serve-engine';

process.parentPort.once('message', ({ data, ports: [port] }) => {
  if (port === undefined) throw new Error('The engine was started without a port.');
  const options = data as EngineOptions;
  serveEngine({
    port: electronBridgePort(port),
    createHost: async () =>
      createHost({
        kind: 'electron',
        token: null,
        ...options,
        secrets: fileSecretStore(await openShellVault(process.parentPort)),
      }),
    exit: () => process.exit(),
  });
});

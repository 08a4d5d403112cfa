import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CaptureConfig } from '@core/capture/capture-config';
import { AppError } from '@core/model/app-error';
import { createAdminServer } from './admin-server';
import { captureMetrics } from './metrics';
import { createProxy } from './proxy';
import { type Recorder, startRecorder } from './recorder';
import { passUpgrades } from './upgrades';

export interface RunningCapture {
  /** Address that takes production's place. */
  url: string;
  adminUrl: string;
  recorder: Recorder;
  /** Lets requests under way end, then writes what was recorded. */
  stop(): Promise<void>;
}

/**
 * Starts a capture.
 * @throws AppError when a port is taken, the log can not be written, or a setting can not be used
 */
export async function runCapture(
  config: CaptureConfig,
  { onNotice }: { onNotice: (text: string) => void },
): Promise<RunningCapture> {
  if (config.shadow.keyEnv !== undefined && process.env[config.shadow.keyEnv] === undefined)
    throw new AppError('usage', {
      message: `The environment variable ${config.shadow.keyEnv} is not set.`,
      where: 'shadow.keyEnv',
      remedy: 'set it to the key of the shadow’s server',
    });
  const recorder = await startRecorder({ config, onNotice });
  try {
    const metrics = captureMetrics(() => recorder);
    const proxy = createProxy(config, recorder, metrics);
    const endUpgraded = passUpgrades(proxy, config, metrics);
    const admin = createAdminServer(recorder, metrics);
    const { host, port } = config.listen;
    const url = await listen(proxy, port, host, '--port');
    const adminUrl = await listen(admin, config.admin.port, '127.0.0.1', '--admin-port').catch(
      (error: unknown) => {
        proxy.close();
        throw error;
      },
    );
    return {
      url,
      adminUrl,
      recorder,
      async stop() {
        const closed = once(proxy, 'close');
        proxy.close();
        proxy.closeIdleConnections();
        endUpgraded();
        admin.close();
        admin.closeAllConnections();
        await closed;
        await recorder.stop();
      },
    };
  } catch (error) {
    await recorder.stop();
    throw error;
  }
}

async function listen(server: Server, port: number, host: string, option: string): Promise<string> {
  server.listen(port, host);
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new AppError(
          'usage',
          {
            message: `Port ${port} of ${host} can not be used (${error.code}).`,
            where: option,
            cause: 'another program listens there',
            remedy: `choose another port with ${option}`,
          },
          { cause: error },
        ),
      ),
    );
  });
  const address = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

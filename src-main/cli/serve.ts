import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve as listen } from '@hono/node-server';
import open from 'open';
import { AppError } from '@core/model/app-error';
import type { GnomonEngine } from '../engine/gnomon-engine';
import { exampleLog, rendererDir } from '../engine/shipped-files';
import { createHost } from '../host/create-host';
import { type AnalysisFlags, runAnalysis } from './run-analysis';
import { summary } from './summary';

export interface ServeFlags extends AnalysisFlags {
  port?: string;
  open?: boolean;
}

/** `gnomon serve`: the workbench on 127.0.0.1, until Ctrl-C. With logs, their summary is printed first. */
export async function serve(logs: readonly string[], flags: ServeFlags, engine: GnomonEngine): Promise<void> {
  let workspace: string | undefined;
  if (logs.length > 0 || flags.workspace !== undefined || flags.prod || flags.shadow) {
    const analysis = await runAnalysis(logs, flags, { engine, by: 'window' });
    process.stdout.write(`${summary(analysis.overview)}\n`);
    workspace = analysis.path;
  }
  const token = randomBytes(16).toString('hex');
  const host = await createHost({
    kind: 'browser',
    rendererDir,
    exampleLog,
    token,
    engine,
    ...(workspace !== undefined && { workspace }),
  });
  const server = listen({ fetch: host.fetch, hostname: '127.0.0.1', port: portOf(flags.port) });
  server.once('error', (error: NodeJS.ErrnoException) => {
    process.stderr.write(`gnomon: The port can not be used (${error.code}). Choose another with --port.\n`);
    process.exit(64);
  });
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/#token=${token}`;
  process.stdout.write(`Gnomon is open at ${address}\nPress Ctrl-C to stop.\n`);
  // No browser on this machine is no error: the address stands above.
  if (flags.open)
    await open(address).then(
      (child) => child.on('error', () => {}),
      () => {},
    );

  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  server.close();
  await host.close();
}

function portOf(text: string | undefined): number {
  const port = Number(text ?? 0);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new AppError('usage', {
    message: 'The port must be a number from 0 to 65535.',
    where: `--port ${text}`,
  });
}

import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { WorldOrder, WorldReport } from './world-messages';

/** Two fake models, and users who can be sent. */
export interface ExampleWorld {
  prod: string;
  shadow: string;
  /** Resolves when the last answer is there. */
  send(order: WorldOrder): Promise<void>;
  close(): Promise<void>;
}

export async function startWorld(kind: 'good' | 'bad'): Promise<ExampleWorld> {
  const worker = new Worker(fileURLToPath(new URL('./example-world.js', import.meta.url)), {
    workerData: kind,
  });
  const next = <Kind extends WorldReport['kind']>(
    wanted: Kind,
  ): Promise<Extract<WorldReport, { kind: Kind }>> =>
    new Promise((resolve, reject) => {
      worker.once('error', reject);
      worker.on('message', (report: WorldReport) => {
        if (report.kind === wanted) resolve(report as Extract<WorldReport, { kind: Kind }>);
      });
    });
  const { prod, shadow } = await next('ready');
  return {
    prod,
    shadow,
    async send(order) {
      const sent = next('sent');
      worker.postMessage(order);
      await sent;
    },
    async close() {
      await worker.terminate();
    },
  };
}

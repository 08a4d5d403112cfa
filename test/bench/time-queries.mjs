import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';
import { median } from './processes.mjs';

const WORKER = fileURLToPath(new URL('../../out/main/duckdb-worker.js', import.meta.url));
const RUNS = 7;

/** Loads a workspace's segments into the database that the workbench uses and times each statement there, ms. */
export async function timeQueries(workspace, statements) {
  const worker = new Worker(WORKER);
  const ask = (request) =>
    new Promise((resolve, reject) => {
      worker.once('message', (reply) => (reply.ok ? resolve(reply.ms) : reject(new Error(reply.message))));
      worker.postMessage({ id: 1, params: [], ...request });
    });
  const folder = join(workspace, 'segments');
  const segments = readdirSync(folder).filter((name) => name.endsWith('.pairs.arrows'));
  for (const [i, name] of segments.toSorted().entries())
    await ask({ kind: 'insert', table: 'pairs', create: i === 0, bytes: readFileSync(join(folder, name)) });
  const timed = [];
  for (const sql of statements) {
    const runs = [];
    for (let run = 0; run < RUNS; run++) runs.push(await ask({ kind: 'query', sql }));
    timed.push({ sql, ms: median(runs) });
  }
  await worker.terminate();
  return timed;
}

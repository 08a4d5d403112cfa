import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { WorkerReply, WorkerRequest } from './worker-protocol';

type DuckDb = typeof import('@duckdb/duckdb-wasm/blocking');
type Bindings = Awaited<ReturnType<DuckDb['createDuckDB']>>;

/** How long a query may hold the thread before a cancel message is looked for, ms. */
const POLL_MS = 20;

// Without this, a statement that would load an extension waits for ever where there is no network:
// the helper that fetches it rejects and nobody wakes the waiter. A 404 gives a clean error at once.
Object.assign(globalThis, {
  XMLHttpRequest: class {
    status = 404;
    open(): void {}
    setRequestHeader(): void {}
    overrideMimeType(): void {}
    send(): void {}
  },
});

const port = parentPort;
if (!port) throw new Error('duckdb-worker runs as a worker thread only');

const cancelled = new Set<number>();
const queue: Exclude<WorkerRequest, { kind: 'cancel' }>[] = [];
let busy = false;

const engine = openEngine();

port.on('message', (request: WorkerRequest) => {
  if (request.kind === 'cancel') {
    cancelled.add(request.id);
    return;
  }
  queue.push(request);
  void drain();
});

async function openEngine(): Promise<{ bindings: Bindings; connection: number }> {
  const require = createRequire(import.meta.url);
  const duckdb: DuckDb = require('@duckdb/duckdb-wasm/blocking');
  const wasm = require.resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm');
  const bundle = { mainModule: wasm, mainWorker: '' };
  const bindings = await duckdb.createDuckDB(
    { mvp: bundle, eh: bundle },
    new duckdb.VoidLogger(),
    duckdb.NODE_RUNTIME,
  );
  await bindings.instantiate(() => {});
  bindings.open({
    query: { castBigIntToDouble: true, castDecimalToDouble: true, queryPollingInterval: POLL_MS },
  });
  const connection = bindings.connect().useUnsafe((_, id) => id);
  for (const setting of ['autoinstall_known_extensions', 'autoload_known_extensions'])
    bindings.runQuery(connection, `SET ${setting} = false`);
  return { bindings, connection };
}

async function drain(): Promise<void> {
  if (busy) return;
  busy = true;
  for (let request = queue.shift(); request; request = queue.shift()) {
    const reply = await answer(request);
    const transfer = reply.ok && reply.bytes ? [reply.bytes.buffer as ArrayBuffer] : [];
    port!.postMessage(reply, transfer);
  }
  busy = false;
}

async function answer(request: Exclude<WorkerRequest, { kind: 'cancel' }>): Promise<WorkerReply> {
  const { id } = request;
  try {
    const { bindings, connection } = await engine;
    const started = performance.now();
    const done = (bytes?: Uint8Array): WorkerReply => ({
      id,
      ok: true,
      ms: performance.now() - started,
      ...(bytes && { bytes }),
    });
    if (request.kind === 'insert') {
      bindings.insertArrowFromIPCStream(connection, request.bytes, {
        name: request.table,
        create: request.create,
      });
      return done();
    }
    if (request.params.length > 0) {
      const statement = bindings.createPrepared(connection, request.sql);
      try {
        return done(owned(bindings.runPrepared(connection, statement, [...request.params])));
      } finally {
        bindings.closePrepared(connection, statement);
      }
    }
    const bytes = await runCancellable({ bindings, connection, sql: request.sql, id });
    return bytes ? done(bytes) : { id, ok: false, message: 'cancelled', cancelled: true };
  } catch (error) {
    return {
      id,
      ok: false,
      message: error instanceof Error ? error.message : String(error),
      cancelled: false,
    };
  } finally {
    cancelled.delete(id);
  }
}

/** Runs in slices, so that the thread sees a cancel message between them; null when cancelled. */
async function runCancellable(run: {
  bindings: Bindings;
  connection: number;
  sql: string;
  id: number;
}): Promise<Uint8Array | null> {
  const { bindings, connection, sql, id } = run;
  let header = bindings.startPendingQuery(connection, sql, false);
  while (header === null) {
    await new Promise(setImmediate);
    if (cancelled.has(id)) {
      bindings.cancelPendingQuery(connection);
      return null;
    }
    header = bindings.pollPendingQuery(connection);
  }
  const chunks = [owned(header)];
  for (;;) {
    const chunk = bindings.fetchQueryResults(connection);
    if (chunk === null) continue;
    if (chunk.length === 0) break;
    chunks.push(owned(chunk));
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** A copy outside the WASM memory, so that it can be transferred. */
function owned(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}

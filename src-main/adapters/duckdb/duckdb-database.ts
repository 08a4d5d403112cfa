import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { AppError } from '@core/model/app-error';
import type { Database, SqlRow, SqlValue } from '@core/ports/database';
import { codesOf, numbersOf, rowsOf, textsOf } from './arrow-results';
import type { WorkerReply, WorkerRequest } from './worker-protocol';

type Done = Extract<WorkerReply, { ok: true }>;
type Pending = { resolve: (reply: Done) => void; reject: (error: Error) => void };

/** Told each statement and the time it took in the database, ms. */
export type QueryObserver = (sql: string, ms: number) => void;

/**
 * DuckDB-WASM in a worker thread. Starting takes about a second, so start it early; queries wait for it.
 * Nothing is persisted: the tables are a cache of the workspace's segments.
 */
export function openDuckDb(onQuery: QueryObserver = () => {}): Database {
  // V8's optimising compiler recompiles what a short analysis runs a few times: an eighth of its processor time, for
  // nothing. This makes it wait until a function is truly hot, as in a workbench that stays open.
  setFlagsFromString('--wasm-tiering-budget=100000000');
  const worker = new Worker(workerPath());
  const pending = new Map<number, Pending>();
  let nextId = 1;
  let failure: Error | null = null;

  worker.on('message', (reply: WorkerReply) => {
    const waiter = pending.get(reply.id);
    pending.delete(reply.id);
    if (pending.size === 0) worker.unref();
    if (!waiter) return;
    if (reply.ok) waiter.resolve(reply);
    else if (reply.cancelled)
      waiter.reject(new AppError('cancelled', { message: 'The query was cancelled.' }));
    else waiter.reject(new Error(reply.message));
  });
  const failAll = (error: Error): void => {
    failure ??= error;
    for (const waiter of pending.values()) waiter.reject(error);
    pending.clear();
  };
  worker.on('error', failAll);
  worker.on('exit', () => failAll(new Error('The database thread has ended.')));
  worker.unref();

  function ask(
    request:
      | { kind: 'query'; sql: string; params: readonly SqlValue[] }
      | { kind: 'insert'; table: string; create: boolean; bytes: Uint8Array },
    signal?: AbortSignal,
  ): Promise<Done> {
    if (failure) return Promise.reject(failure);
    if (signal?.aborted)
      return Promise.reject(new AppError('cancelled', { message: 'The query was cancelled.' }));
    const id = nextId++;
    const message: WorkerRequest = { id, ...request };
    return new Promise((resolve, reject) => {
      const cancel = (): void => worker.postMessage({ id, kind: 'cancel' } satisfies WorkerRequest);
      const settled = (): void => (signal as EventTarget | undefined)?.removeEventListener('abort', cancel);
      pending.set(id, {
        resolve: (reply) => (settled(), resolve(reply)),
        reject: (error) => (settled(), reject(error)),
      });
      (signal as EventTarget | undefined)?.addEventListener('abort', cancel);
      worker.ref();
      worker.postMessage(message);
    });
  }

  async function run(sql: string, params: readonly SqlValue[], signal?: AbortSignal): Promise<Uint8Array> {
    const reply = await ask({ kind: 'query', sql, params }, signal).catch((error: unknown) => {
      if (error instanceof AppError) throw error;
      const message = error instanceof Error ? error.message : String(error);
      throw new Error(`${message}\nSQL: ${sql}`, { cause: error });
    });
    onQuery(sql, reply.ms);
    return reply.bytes!;
  }

  const tables = new Set<string>();
  let categoryTypes = 0;
  return {
    async query<Row extends SqlRow>(
      sql: string,
      params: readonly SqlValue[] = [],
      options: { signal?: AbortSignal } = {},
    ) {
      return rowsOf<Row>(await run(sql, params, options.signal));
    },
    async numbers<Name extends string>(sql: string, options: { signal?: AbortSignal } = {}) {
      return numbersOf(await run(sql, [], options.signal)) as Record<Name, Float64Array>;
    },
    async categories(expression, table) {
      const type = `category_${categoryTypes++}`;
      const values = `SELECT (${expression})::VARCHAR AS v FROM ${table}`;
      await run(
        `CREATE TYPE ${type} AS ENUM (SELECT DISTINCT v FROM (${values}) WHERE v IS NOT NULL ORDER BY v)`,
        [],
      );
      try {
        // The values are asked for by themselves: DuckDB-WASM streams an ENUM without its dictionary.
        const listed = rowsOf<{ v: string }>(await run(`SELECT unnest(enum_range(NULL::${type})) AS v`, []));
        const names = listed.map(({ v }) => v);
        const codes = await run(`SELECT enum_code(v::${type}) AS code FROM (${values})`, []);
        return { codes: codesOf(codes, names.length), values: names };
      } finally {
        await run(`DROP TYPE ${type}`, []);
      }
    },
    async texts(expression, table) {
      return textsOf(await run(`SELECT (${expression})::VARCHAR AS v FROM ${table}`, []));
    },
    async appendFromArrow(table, bytes) {
      await ask({ kind: 'insert', table, create: !tables.has(table), bytes });
      tables.add(table);
    },
    async dropTable(table) {
      if (tables.delete(table)) await run(`DROP TABLE "${table}"`, []);
    },
    async close() {
      // What still waits is no defect: whoever asked is going away too.
      failAll(new AppError('cancelled', { message: 'Gnomon is closing.' }));
      await worker.terminate();
    },
  };
}

/** Built: beside the bundle. From sources (tests): the bundle in out/main, which `npm run build` makes. */
function workerPath(): string {
  const beside = fileURLToPath(new URL('./duckdb-worker.js', import.meta.url));
  if (existsSync(beside)) return beside;
  return fileURLToPath(new URL('../../../out/main/duckdb-worker.js', import.meta.url));
}

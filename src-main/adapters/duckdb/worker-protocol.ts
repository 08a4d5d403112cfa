import type { SqlValue } from '@core/ports/database';

/** What the main thread asks of the DuckDB thread. Every request but `cancel` gets exactly one reply of the same id. */
export type WorkerRequest =
  | { id: number; kind: 'query'; sql: string; params: readonly SqlValue[] }
  | { id: number; kind: 'insert'; table: string; create: boolean; bytes: Uint8Array }
  | { id: number; kind: 'cancel' };

/** `bytes` is an Arrow IPC stream, absent for inserts; `ms` is the time that the request itself took. */
export type WorkerReply =
  | { id: number; ok: true; ms: number; bytes?: Uint8Array }
  | { id: number; ok: false; message: string; cancelled: boolean };

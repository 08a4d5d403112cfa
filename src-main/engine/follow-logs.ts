import { createHash } from 'node:crypto';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { appendLog } from '@core/engine/append-log';
import { type UsableInspection, usable } from '@core/import/usable-inspection';
import type { LogEvent } from '@core/model/api/watch';
import { AppError } from '@core/model/app-error';
import { csvReader } from '../adapters/log-files/csv-reader';
import {
  type Growth,
  growthOf,
  isPacked,
  type LogPosition,
  positionIn,
} from '../adapters/log-files/growing-log';
import { isWorkspace, openWorkspace } from '../adapters/workspace/folder-workspace';
import type { GnomonEngine, LogOptions } from './gnomon-engine';
import { keepCoverage } from './capture-coverage';
import { watchPlaces } from './log-events';
import { VERSION } from './version';

const LOG_NAME = /\.(?:jsonl|ndjson)(?:\.gz)?$/i;
/** Bytes by which a file is recognised as the one that was read before: its name and number may have been given anew. */
const HEAD_BYTES = 1024;
/** An inspection of this many records is not repeated as the log grows. */
const ENOUGH_RECORDS = 500;

interface Followed {
  position: LogPosition;
  /** Packed logs do not grow: one reading is enough. */
  packed: boolean;
  read: boolean;
  head: Buffer;
  inspection: UsableInspection | null;
}

/** Each import makes a segment, and many small ones slow opening down. Beyond so many they are merged when it is quiet… */
const SMALL_SEGMENTS = 32;
/** …and beyond so many in any case. */
const MOST_SMALL_SEGMENTS = 96;

/** What one look at the logs brought. */
export interface FollowStep {
  pairs: number;
  rejected: number;
  duplicates: number;
  /** Logs that are followed. */
  files: number;
  events: readonly LogEvent[];
}

export interface FollowOptions extends LogOptions {
  /** Log files, which are followed through rotation, or folders of logs. */
  paths: readonly string[];
  /** Folder of the workspace. */
  workspace: string;
}

/** Follows logs that grow. */
export interface LogFollower {
  /** Imports every whole line that was not imported before. */
  step(signal?: AbortSignal): Promise<FollowStep>;
}

/** Each line is imported exactly once: a log is known by its content, so names, renaming and packing do not matter. */
export function followLogs(engine: GnomonEngine, options: FollowOptions): LogFollower {
  const { workspace } = options;
  const followed = new Map<string, Followed>();
  const changesOf = watchPlaces(options.paths);
  let mergeTried = '';
  let seen: { state: string; ids: Set<string> } | null = null;

  async function step(signal?: AbortSignal): Promise<FollowStep> {
    const events = await changesOf(Date.now());
    const total = { pairs: 0, rejected: 0, duplicates: 0, files: 0, events };
    for (const path of await logsIn(options.paths)) {
      signal?.throwIfAborted();
      const entry = await recognise(path);
      if (!entry) continue;
      total.files++;
      if (entry.packed && entry.read) continue;
      for (
        let growth = await growthOf(path, entry.position);
        growth;
        growth = await growthOf(path, entry.position)
      ) {
        const counts = await take(entry, growth, path, signal);
        if (!counts) break;
        total.pairs += counts.pairs;
        total.rejected += counts.rejected;
        total.duplicates += counts.duplicates;
        if (entry.packed) break;
      }
      entry.read = true;
    }
    if (isWorkspace(workspace)) await keepCoverage(workspace, options.paths);
    if (isWorkspace(workspace)) await merge(total.pairs === 0 ? SMALL_SEGMENTS : MOST_SMALL_SEGMENTS);
    return total;
  }

  /** Tried once for each number of segments: of damaged ones nothing may come. */
  async function merge(most: number): Promise<void> {
    await engine.withFreshWorkspace(workspace, async (_db, store) => {
      const state = `${most} ${store.manifest.segments.length}`;
      if (state === mergeTried) return;
      mergeTried = state;
      // A convenience: what keeps it from writing is told by the next import.
      await store.mergeSmallSegments(most).catch(() => {});
    });
  }

  /** What is known of the file at a path; null when it is gone or empty. */
  async function recognise(path: string): Promise<Followed | null> {
    const found = await identityOf(path);
    if (!found) return null;
    const known = followed.get(found.key);
    const same = known && startsWith(found.head, known.head);
    if (same && (known.packed || found.size >= known.position.bytes)) return known;
    const sources = isWorkspace(workspace) ? (await openWorkspace(workspace)).manifest.sources : [];
    const entry: Followed = {
      position: await positionIn(path, sources),
      packed: await isPacked(path),
      read: false,
      head: found.head,
      inspection: null,
    };
    followed.set(found.key, entry);
    return entry;
  }

  async function take(entry: Followed, growth: Growth, path: string, signal: AbortSignal | undefined) {
    const inspection = await inspectionOf(entry, path);
    if (!inspection) return null;
    if (!isWorkspace(workspace)) await createWorkspace(workspace, options.paths);
    const counts = await engine.withFreshWorkspace(workspace, async (db, store) => {
      const state = JSON.stringify(store.manifest.sources);
      if (seen?.state !== state) {
        const rows = await db.query<{ request_id: string }>('SELECT request_id FROM pairs');
        seen = { state, ids: new Set(rows.map((row) => row.request_id)) };
      }
      const result = await appendLog({
        db,
        store,
        log: { file: growth.file, sha256: growth.sha256, inspection, size: growth.after.bytes },
        before: growth.before,
        seen: seen.ids,
        csvReader,
        now: () => performance.now(),
        ...(signal && { signal }),
      });
      seen.state = JSON.stringify(store.manifest.sources);
      return result;
    });
    entry.position = growth.after;
    entry.head = await headOf(path);
    return counts;
  }

  /** How the log is read: looked at anew while it is short. Null while it holds no record. */
  async function inspectionOf(entry: Followed, path: string): Promise<UsableInspection | null> {
    if (entry.inspection && entry.inspection.sampledRecords >= ENOUGH_RECORDS) return entry.inspection;
    const inspected = await engine.inspect([path], options).catch((error: unknown) => {
      // The first line may be on its way.
      if (error instanceof AppError && error.kind === 'bad-data' && entry.position.bytes === 0) return null;
      throw error;
    });
    if (!inspected) return null;
    entry.inspection = followable(usable(inspected[0]!));
    return entry.inspection;
  }

  return { step };
}

async function createWorkspace(path: string, logs: readonly string[]): Promise<void> {
  const id = createHash('sha256').update(resolve(path)).digest('hex').slice(0, 16);
  const name = logs.map((log) => basename(log)).join(' + ');
  const store = await openWorkspace(path, {
    create: { id, name, createdAt: Date.now(), gnomonVersion: VERSION },
  });
  await (await store.beginImport()).commit([]);
}

/** @throws AppError for a log that can not be read line by line */
function followable(inspection: UsableInspection): UsableInspection {
  const { format, form, file } = inspection;
  if (format === 'jsonl' && form !== 'one-arm') return inspection;
  throw new AppError('bad-data', {
    message: `${file} can not be followed: ${form === 'one-arm' ? 'it holds one arm only' : `it is ${format === 'csv' ? 'CSV' : 'a JSON array'}`}.`,
    cause: 'only JSON Lines with both arms in a record can be read while they grow',
    remedy: 'import it when it is complete: gnomon analyze',
  });
}

/** The logs to read, oldest first: of a file also those that it was rotated to. */
async function logsIn(paths: readonly string[]): Promise<string[]> {
  const logs = new Map<string, number>();
  for (const path of paths) {
    const folder = await stat(path).then(
      (info) => info.isDirectory(),
      () => false,
    );
    const names = await readdir(folder ? path : dirname(resolve(path))).catch(() => []);
    const belongs = folder ? (name: string) => LOG_NAME.test(name) : rotatedFrom(path);
    for (const name of names) {
      if (!belongs(name)) continue;
      const file = join(folder ? path : dirname(resolve(path)), name);
      const info = await stat(file).catch(() => null);
      if (info?.isFile() && info.size > 0) logs.set(file, info.mtimeMs);
    }
  }
  return [...logs].toSorted((a, b) => a[1] - b[1]).map(([file]) => file);
}

/** The log itself, `log-2026-….jsonl`, `log.jsonl.1`, and these packed. */
function rotatedFrom(path: string): (name: string) => boolean {
  const file = basename(path);
  const extension = extname(path);
  const stem = file.slice(0, file.length - extension.length);
  return (name) => {
    if (name === file) return true;
    const plain = name.replace(/\.gz$/, '');
    if (plain.startsWith(`${file}.`)) return /^\d+$/.test(plain.slice(file.length + 1)) || plain === file;
    if (!plain.startsWith(`${stem}-`) || !plain.endsWith(extension)) return plain === file;
    return /^[\dT.:_-]+$/.test(plain.slice(stem.length + 1, plain.length - extension.length));
  };
}

async function identityOf(path: string): Promise<{ key: string; size: number; head: Buffer } | null> {
  try {
    const { dev, ino, size } = await stat(path, { bigint: true });
    return { key: `${dev}:${ino}`, size: Number(size), head: await headOf(path) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function startsWith(head: Buffer, known: Buffer): boolean {
  return head.subarray(0, known.length).equals(known);
}

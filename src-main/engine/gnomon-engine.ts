import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { comparablePairs } from '@core/engine/comparable-pairs';
import { afterCapture, afterLooks, computeOverview } from '@core/engine/compute-overview';
import { importLogs } from '@core/engine/import-logs';
import { addAnnotations } from '@core/engine/annotate-pairs';
import { loadDatabase } from '@core/engine/load-database';
import { lookEvidence } from '@core/engine/look-evidence';
import { loadWhileImporting } from '@core/engine/load-while-importing';
import { inspectLog } from '@core/import/inspect-log';
import { alignUnits } from '@core/import/pairing/align-units';
import { withArms } from '@core/import/pairing/plan-join';
import { usable } from '@core/import/usable-inspection';
import type { ImportProgress } from '@core/model/api';
import type { OpeningProgress } from '@core/model/api/explore';
import type { ArmName } from '@core/model/arm';
import type { ImportTotals, LogInspection, Mapping, TimeUnits } from '@core/model/import';
import type { Look } from '@core/model/look';
import type { DataQuality, Overview } from '@core/model/overview';
import type { Plan } from '@core/model/plan';
import type { SimilarityRun } from '@core/model/similarity-run';
import type { Database } from '@core/ports/database';
import type { LogFile } from '@core/ports/log-file';
import type { WorkspaceStore } from '@core/ports/workspace-store';
import { keyedColumns } from '../adapters/arrow/complete-columns';
import { openDuckDb, type QueryObserver } from '../adapters/duckdb/duckdb-database';
import { csvReader } from '../adapters/log-files/csv-reader';
import { openLogFile } from '../adapters/log-files/open-log-file';
import { isWorkspace, openWorkspace } from '../adapters/workspace/folder-workspace';
import { applyAnnotations, journalState, prepareAnnotations } from './annotators';
import { captureCoverage, coverageOf, keepCoverage } from './capture-coverage';
import { workspacesFolder } from './data-folder';
import { hashFile } from './hash-file';
import { judgeOf } from './judge/apply-judgements';
import { type MeasureOptions, measureWorkspace } from './measure-workspace';
import { overviewCache } from './overview-cache';
import { planHash } from './plan-state';
import { loadTraits, needsTraits, traitsState } from './traits';
import { readRecent, remember } from './recent-workspaces';
import { VERSION } from './version';

export interface LogOptions {
  mapping?: Mapping;
  units?: TimeUnits;
  /** Path → arm. */
  arms?: ReadonlyMap<string, ArmName>;
}

export interface ImportRequest extends LogOptions {
  paths: readonly string[];
  /** Folder of the workspace; absent: one in the application data, keyed by the logs and the mapping. */
  workspace?: string;
  onProgress?: (progress: ImportProgress) => void;
  signal?: AbortSignal;
}

interface Loaded {
  store: WorkspaceStore;
  damaged: DataQuality['damaged'];
  overviews: Map<string, Overview>;
  /** Lengths of the journals that the table's annotations are from. */
  annotated: Record<string, number>;
}

/**
 * Holds the database and the workspace that is loaded in it. One workspace at a time: loading another replaces it.
 * Calls are queued, so that no query sees a half-loaded table.
 */
export class GnomonEngine {
  private readonly db: Database;
  private loaded: { path: string; workspace: Loaded } | null = null;
  private opening: { path: string; progress: OpeningProgress } | null = null;
  /** The Overview that was read from its file last, by what it depends on. */
  private reopened: { key: string; overview: Overview } | null = null;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(options: { onQuery?: QueryObserver } = {}) {
    this.db = openDuckDb(options.onQuery);
  }

  /** What the logs hold and how their columns would be read. Imports nothing. */
  async inspect(paths: readonly string[], options: LogOptions = {}): Promise<LogInspection[]> {
    const files = await Promise.all(paths.map((path) => openLogFile(path)));
    return this.inspectFiles(files, options);
  }

  /** Imports logs and gives the folder of their workspace; logs that it holds already add nothing. */
  async importLogs(request: ImportRequest): Promise<{ path: string; imported: ImportTotals }> {
    const files = await Promise.all(request.paths.map((path) => openLogFile(path)));
    // Counts that can not be read are told before anything is imported.
    await coverageOf(request.paths);
    const hashes = await Promise.all(files.map(({ path }) => hashFile(path, request.signal)));
    const inspections = await this.inspectFiles(files, request);
    const logs = files.map((file, i) => ({ file, sha256: hashes[i]!, inspection: usable(inspections[i]!) }));
    const key = workspaceKey(hashes, request);
    const path = resolve(request.workspace ?? join(workspacesFolder(), key));
    const id = request.workspace ? shortHash(path) : key;
    const name = files.map((file) => file.name).join(' + ');
    return this.exclusively(async () => {
      const store = await openWorkspace(path, {
        create: { id, name, createdAt: Date.now(), gnomonVersion: VERSION },
      });
      const isNew = store.manifest.segments.length === 0;
      const live = isNew ? loadWhileImporting(this.db, store) : null;
      if (isNew) this.loaded = null;
      const importing = importLogs({
        store,
        logs,
        csvReader,
        existingIds: async () => {
          await this.load(path);
          const rows = await this.db.query<{ request_id: string }>('SELECT request_id FROM pairs');
          return rows.map((row) => row.request_id);
        },
        now: () => performance.now(),
        ...(live && { onSegment: live.add }),
        ...(request.onProgress && { onProgress: request.onProgress }),
        ...(request.signal && { signal: request.signal }),
      });
      const imported = await importing.catch(async (error: unknown) => {
        // The database must be at rest before anything else uses it.
        await live?.finish([]);
        throw error;
      });
      if (await live?.finish(keyedColumns(store.manifest)))
        this.loaded = { path, workspace: await this.annotatable(store, []) };
      if (!isNew && imported.files.some((file) => !file.alreadyImported)) this.loaded = null;
      await keepCoverage(path, request.paths);
      return { path, imported };
    });
  }

  /** Figures, criteria and verdict of a workspace under a plan, given who looked at it before. */
  async overview(path: string, plan: Plan, looks: readonly Look[] = []): Promise<Overview> {
    return this.exclusively(async () => {
      // A running capture counts on while no pair is added, so that its counts are no part of what is kept.
      const seen = afterCapture(await this.computeOverview(path, plan), await captureCoverage(path));
      const { evidence, workspace } = seen;
      const overview = afterLooks(
        seen,
        lookEvidence(looks, { pairs: workspace.pairs, planHash: planHash(plan), evidence }),
      );
      const { id, name, pairs } = overview.workspace;
      // The list of recent workspaces is a convenience: a read-only data folder must not fail an analysis.
      await remember({ id, name, path, pairs, openedAt: Date.now() }).catch(() => {});
      return overview;
    });
  }

  /** How far the loading of a workspace is; null while it is not being loaded. Does not wait for its turn. */
  openingOf(path: string): OpeningProgress | null {
    return this.opening?.path === path ? this.opening.progress : null;
  }

  /** Runs a use case on the loaded workspace while nothing else uses the database. */
  async withWorkspace<T>(path: string, use: (db: Database, store: WorkspaceStore) => Promise<T>): Promise<T> {
    return this.exclusively(async () => use(this.db, (await this.load(path)).store));
  }

  /** Like `withWorkspace`, and what another process has added since is loaded first. */
  async withFreshWorkspace<T>(
    path: string,
    use: (db: Database, store: WorkspaceStore) => Promise<T>,
  ): Promise<T> {
    return this.exclusively(async () => {
      if (this.loaded?.path === path && !isSame(this.loaded.workspace.store, await openWorkspace(path)))
        this.loaded = null;
      return use(this.db, (await this.load(path)).store);
    });
  }

  /**
   * Measures similarities with a local model; the database is free meanwhile. Who asks for figures after a run was
   * cancelled waits for its end, and so sees what it measured.
   */
  async measureSimilarity(path: string, options: MeasureOptions): Promise<SimilarityRun> {
    const run = measureWorkspace(path, await this.withWorkspace(path, comparablePairs), options);
    const settle = (): Promise<void> =>
      this.exclusively(async () => {
        await run.catch(() => {});
        if (this.loaded?.path === path) this.loaded = null;
      });
    const signal = options.signal as (EventTarget & AbortSignal) | undefined;
    const cancelled = (): void => void settle();
    signal?.addEventListener('abort', cancelled);
    try {
      return await run;
    } finally {
      signal?.removeEventListener('abort', cancelled);
      await settle();
    }
  }

  /** Folder of the workspace in the application data that holds these logs already; null when there is none. */
  async existingWorkspaceOf(paths: readonly string[]): Promise<string | null> {
    const path = join(
      workspacesFolder(),
      workspaceKey(await Promise.all(paths.map((log) => hashFile(log))), {}),
    );
    return isWorkspace(path) ? path : null;
  }

  /** Makes a workspace known to the list of recent ones, and gives its id. */
  async idOf(path: string): Promise<string> {
    const { manifest } = await openWorkspace(path);
    const pairs = manifest.segments.reduce((sum, segment) => sum + segment.pairs, 0);
    await remember({ id: manifest.id, name: manifest.name, path, pairs, openedAt: Date.now() });
    return manifest.id;
  }

  /** Folder of a workspace that was opened before. */
  async pathOf(id: string): Promise<string | null> {
    return (await readRecent()).find((entry) => entry.id === id)?.path ?? null;
  }

  async close(): Promise<void> {
    await this.db.close();
  }

  private async inspectFiles(
    files: readonly LogFile[],
    { mapping, units, arms }: LogOptions,
  ): Promise<LogInspection[]> {
    const given = { ...(mapping && { mapping }), ...(units && { units }) };
    const inspections = files.map((file) => {
      const arm = arms?.get(file.path);
      return inspectLog({ file, csvReader, ...given, ...(arm && { arm }) });
    });
    return withArms(alignUnits(await Promise.all(inspections)));
  }

  private async computeOverview(path: string, plan: Plan): Promise<Overview> {
    // Opened each time: the folder may be gone, or another process may have added to it.
    const current = await openWorkspace(path);
    if (this.loaded && !isSame(this.loaded.workspace.store, current)) this.loaded = null;
    const journals = await journalState(path);
    const traits = needsTraits(plan) ? await traitsState(current) : null;
    const key = JSON.stringify([plan, journals, current.manifest, current.similarity, traits]);
    const known = this.loaded?.workspace.overviews.get(key);
    if (known) return known;
    if (this.reopened?.key === key) return this.reopened.overview;
    const cache = overviewCache(current, [plan, journals, traits]);
    const cached = await cache.read();
    if (cached) {
      this.reopened = { key, overview: cached };
      return cached;
    }
    const { store, damaged, overviews } = await this.load(path);
    await loadTraits(this.db, store);
    const overview = await computeOverview({
      db: this.db,
      store,
      damaged,
      judge: judgeOf(store),
      plan,
      version: VERSION,
      now: Date.now(),
    });
    overviews.set(key, overview);
    if (damaged.length === 0) await cache.write(overview);
    return overview;
  }

  private async load(path: string): Promise<Loaded> {
    if (this.loaded?.path !== path) {
      this.loaded = null;
      const store = await openWorkspace(path);
      prepareAnnotations(path);
      const total = store.manifest.segments.reduce((sum, { pairs }) => sum + pairs, 0);
      const started = performance.now();
      const onPairs = (done: number): void => {
        const secondsLeft = ((total - done) / done) * ((performance.now() - started) / 1000);
        this.opening = { path, progress: { done, total, secondsLeft: done === 0 ? null : secondsLeft } };
      };
      onPairs(0);
      try {
        const damaged = await loadDatabase(this.db, store, onPairs);
        this.loaded = { path, workspace: await this.annotatable(store, damaged) };
      } finally {
        this.opening = null;
      }
    }
    const { workspace } = this.loaded;
    workspace.annotated = await applyAnnotations(this.db, workspace.store, workspace.annotated);
    return workspace;
  }

  private async annotatable(store: WorkspaceStore, damaged: DataQuality['damaged']): Promise<Loaded> {
    await addAnnotations(this.db);
    return { store, damaged, overviews: new Map(), annotated: {} };
  }

  private exclusively<T>(use: () => Promise<T>): Promise<T> {
    const result = this.queue.then(use);
    this.queue = result.catch(() => {});
    return result;
  }
}

function isSame(loaded: WorkspaceStore, current: WorkspaceStore): boolean {
  const state = ({ path, manifest, similarity }: WorkspaceStore): string =>
    JSON.stringify([path, manifest, similarity]);
  return state(loaded) === state(current);
}

/** Same logs read in the same way → same workspace. */
function workspaceKey(hashes: readonly string[], { mapping, units, arms }: LogOptions): string {
  const sorted = (record: object = {}): unknown =>
    Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const identity = [hashes, sorted(mapping), sorted(units), [...(arms?.values() ?? [])]];
  return shortHash(JSON.stringify(identity));
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

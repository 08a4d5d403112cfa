import { planJoin } from '../import/pairing/plan-join';
import type { ImportProgress } from '../model/api';
import { AppError } from '../model/app-error';
import type { ImportedFile, ImportTotals, LogInspection } from '../model/import';
import type { ManifestSource } from '../model/workspace';
import type { CsvReader } from '../ports/csv-reader';
import type { SegmentListener, WorkspaceStore } from '../ports/workspace-store';
import { compareOutputs } from './compare-outputs';
import { joinArms } from './join-arms';
import { importTotals } from './import-totals';
import { startProgress } from './import-progress';
import { admit, batchesOf, type ImportRun, type InspectedLog, sourceOf } from './import-run';

export interface ImportLogsRequest {
  store: WorkspaceStore;
  logs: readonly InspectedLog[];
  csvReader: CsvReader;
  /** Request ids that the workspace holds already. */
  existingIds: () => Promise<Iterable<string>>;
  /** ms. */
  now: () => number;
  onProgress?: (progress: ImportProgress) => void;
  onSegment?: SegmentListener;
  signal?: AbortSignal;
}

/**
 * Imports logs into a workspace, all or nothing: paired logs one after another, one-arm logs joined by request id.
 * Logs whose bytes the workspace holds already add nothing.
 * @returns what was read from these logs, the already imported ones included
 * @throws AppError, also 'cancelled'; the workspace is then as it was before
 */
export async function importLogs(request: ImportLogsRequest): Promise<ImportTotals> {
  const { store, logs } = request;
  const known = new Set(store.manifest.sources.map(({ sha256 }) => sha256));
  const fresh = logs.filter(
    ({ sha256 }, i) => !known.has(sha256) && logs.findIndex((log) => log.sha256 === sha256) === i,
  );
  const repeated = logs.filter((log) => !fresh.includes(log)).map(alreadyImported);
  if (fresh.length === 0) return importTotals(repeated);

  const { paired, joins } = planJoin(fresh.map(({ inspection }) => inspection));
  const logOf = (inspection: LogInspection): InspectedLog =>
    fresh.find((log) => log.inspection === inspection)!;
  const progress = startProgress({
    bytesTotal: fresh.reduce((sum, { file }) => sum + file.size, 0),
    now: request.now,
    onProgress: request.onProgress ?? (() => {}),
  });
  const transaction = await store.beginImport(request.onSegment && { onSegment: request.onSegment });
  try {
    // Read under the lock, which has refreshed the manifest: another process may have imported in between.
    if (store.manifest.sources.some(({ sha256 }) => fresh.some((log) => log.sha256 === sha256))) {
      await transaction.abort();
      return await importLogs(request);
    }
    const seen = new Set(store.manifest.segments.length > 0 ? await request.existingIds() : []);
    const run: ImportRun = {
      transaction,
      csvReader: request.csvReader,
      seen,
      setAside: [],
      progress,
      signal: request.signal,
    };
    const sources: ManifestSource[] = [];
    for (const inspection of paired) sources.push(await importPaired(run, logOf(inspection)));
    for (const { prod, shadow } of joins)
      sources.push(...(await joinArms(run, { prod: prod.map(logOf), shadow: shadow.map(logOf) })));
    progress.phase = 'finishing';
    progress.report();
    if (sources.every(({ pairs }) => pairs === 0)) throw nothingImported(sources);
    await transaction.commit(withDroppedKeys(sources, transaction.droppedKeys));
    return importTotals([...sources.map((source) => ({ ...source, alreadyImported: false })), ...repeated]);
  } catch (error) {
    await transaction.abort();
    if (request.signal?.aborted) throw cancelled(error);
    throw error;
  }
}

async function importPaired(run: ImportRun, log: InspectedLog): Promise<ManifestSource> {
  const counts = { records: 0, pairs: 0, rejected: 0, duplicates: 0 };
  const batches = batchesOf(run, log);
  let next = await batches.next();
  for (; !next.done; next = await batches.next()) {
    const batch = next.value;
    counts.records += batch.records;
    counts.rejected += batch.rejects.length;
    batch.pairs.forEach((pair, i) => {
      if (!admit(run, log, batch, i, pair.requestId)) {
        counts.duplicates++;
        return;
      }
      run.transaction.append(pair, compareOutputs(pair));
      counts.pairs++;
      run.progress.pairs++;
    });
  }
  return sourceOf(log, counts, next.value.notes());
}

function withDroppedKeys(sources: readonly ManifestSource[], dropped: readonly string[]): ManifestSource[] {
  if (dropped.length === 0) return [...sources];
  const [first, ...rest] = sources;
  const names = dropped.slice(0, 5).join(', ');
  const message = `too many tag or label keys: ${dropped.length} were left out (${names}${dropped.length > 5 ? ', …' : ''})`;
  const note = { file: first!.file, code: 'clipped-tags', message, count: dropped.length, firstLine: null };
  return [{ ...first!, notes: [...first!.notes, note] }, ...rest];
}

function alreadyImported({ file, sha256, inspection }: InspectedLog): ImportedFile {
  const { format, form, arm } = inspection;
  const none = { records: 0, pairs: 0, rejected: 0, duplicates: 0 };
  return {
    file: file.name,
    sha256,
    size: file.size,
    format,
    form,
    arm: arm?.name ?? null,
    ...none,
    alreadyImported: true,
  };
}

function nothingImported(sources: readonly ManifestSource[]): AppError {
  const sum = (of: 'records' | 'rejected' | 'duplicates'): number =>
    sources.reduce((total, source) => total + source[of], 0);
  return new AppError('bad-data', {
    message:
      `No pair could be imported: of ${sum('records')} records ${sum('rejected')} were rejected ` +
      `and ${sum('duplicates')} are already known.`,
    where: sources.map(({ file }) => file).join(', '),
    cause: 'the columns were mapped wrongly, or the log holds something else',
    remedy: 'check how the columns are read, and map them by hand',
    commandLine: 'gnomon inspect LOG, then --map target=column',
  });
}

function cancelled(cause: unknown): AppError {
  return new AppError(
    'cancelled',
    { message: 'The import was cancelled.', remedy: 'nothing was added; start it again whenever you like' },
    { cause },
  );
}

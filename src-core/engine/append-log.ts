import type { ImportTotals } from '../model/import';
import type { ManifestSource } from '../model/workspace';
import type { CsvReader } from '../ports/csv-reader';
import type { Database } from '../ports/database';
import type { WorkspaceStore } from '../ports/workspace-store';
import { identifier } from '../sql/pairs-table';
import { compareOutputs } from './compare-outputs';
import { startProgress } from './import-progress';
import { admit, batchesOf, type ImportRun, type InspectedLog, sourceOf } from './import-run';

export interface AppendRequest {
  /** Loaded with the workspace. */
  db: Database;
  store: WorkspaceStore;
  /** The new lines; `sha256` and `size` are of the log up to their end. */
  log: InspectedLog & { size: number };
  /** SHA-256 of the log up to where the new lines begin, under which the workspace knows it; null for a new log. */
  before: string | null;
  /** Request ids that the workspace holds; those of the new lines are added. */
  seen: Set<string>;
  csvReader: CsvReader;
  /** ms. */
  now: () => number;
  signal?: AbortSignal;
}

const ARRIVING = 'arriving';

/**
 * Imports what was appended to a log. Pairs and the log's new length become one atomic step of the manifest, so that
 * each line is imported exactly once whenever the process is killed.
 */
export async function appendLog(
  request: AppendRequest,
): Promise<Pick<ImportTotals, 'pairs' | 'rejected' | 'duplicates'>> {
  const { db, store, log, before, csvReader, now } = request;
  const segments: { bytes: Uint8Array; keyed: readonly string[] }[] = [];
  const transaction = await store.beginImport({
    onSegment: (bytes, keyed) => segments.push({ bytes, keyed }),
  });
  const counts = { records: 0, pairs: 0, rejected: 0, duplicates: 0 };
  const added = new Set<string>();
  try {
    const run: ImportRun = {
      transaction,
      csvReader,
      seen: idsOf(request.seen, added),
      setAside: [],
      progress: startProgress({ bytesTotal: log.file.size, now, onProgress: () => {} }),
      signal: request.signal,
    };
    const batches = batchesOf(run, log);
    let next = await batches.next();
    for (; !next.done; next = await batches.next()) {
      const batch = next.value;
      counts.records += batch.records;
      counts.rejected += batch.rejects.length;
      batch.pairs.forEach((pair, i) => {
        if (!admit(run, log, batch, i, pair.requestId)) counts.duplicates++;
        else {
          transaction.append(pair, compareOutputs(pair));
          counts.pairs++;
        }
      });
    }
    const known = store.manifest.sources.find(({ sha256 }) => sha256 === before);
    const source = { ...sourceOf(log, counts, next.value.notes()), size: log.size };
    await transaction.commit(
      [known ? grown(known, source) : source],
      before === null ? {} : { grown: before },
    );
  } catch (error) {
    await transaction.abort();
    throw error;
  }
  for (const id of added) request.seen.add(id);
  for (const segment of segments) await addToTable(db, segment);
  return counts;
}

/** Looks ids up in those of the workspace, and keeps new ones apart until they are on disk. */
function idsOf(known: ReadonlySet<string>, added: Set<string>): Set<string> {
  const both = new Set<string>();
  both.has = (id) => known.has(id) || added.has(id);
  both.add = (id) => {
    added.add(id);
    return both;
  };
  return both;
}

function grown(before: ManifestSource, part: ManifestSource): ManifestSource {
  return {
    ...part,
    records: before.records + part.records,
    pairs: before.pairs + part.pairs,
    rejected: before.rejected + part.rejected,
    duplicates: before.duplicates + part.duplicates,
    notes: mergedNotes([...before.notes, ...part.notes]),
  };
}

/** A note that comes with every part is one note; of the last hundred kinds. */
function mergedNotes(notes: ManifestSource['notes']): ManifestSource['notes'] {
  const merged = new Map<string, ManifestSource['notes'][number]>();
  for (const note of notes) {
    const key = `${note.code} ${note.message}`;
    const known = merged.get(key);
    const count = known && note.code !== 'ignored-columns' ? known.count + note.count : note.count;
    merged.set(key, { ...(known ?? note), count });
  }
  return [...merged.values()].slice(-100);
}

/** The table may have columns that the segment lacks (annotations) and lack some that it has (new tags). */
async function addToTable(
  db: Database,
  { bytes, keyed }: { bytes: Uint8Array; keyed: readonly string[] },
): Promise<void> {
  await db.dropTable(ARRIVING);
  await db.appendFromArrow(ARRIVING, bytes);
  for (const column of keyed)
    await db.query(`ALTER TABLE pairs ADD COLUMN IF NOT EXISTS ${identifier(column)} VARCHAR`);
  await db.query(`INSERT INTO pairs BY NAME SELECT * FROM ${ARRIVING}`);
  await db.dropTable(ARRIVING);
}

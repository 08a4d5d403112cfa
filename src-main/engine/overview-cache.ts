import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { type Overview, OVERVIEW_FORMAT } from '@core/model/overview';
import type { WorkspaceStore } from '@core/ports/workspace-store';
import { realDisk } from '../adapters/workspace/disk';
import { VERSION } from './version';

/** The Overview of a workspace as it was computed last, so that opening it again need not wait for the database. */
export interface OverviewCache {
  read(): Promise<Overview | null>;
  /** Failing to write is no error: the folder may be read-only. */
  write(overview: Overview): Promise<void>;
}

/**
 * Valid for the same manifest, version and settings, and only while every segment is intact.
 * @param settings what else the figures depend on: plan, lengths of journals
 */
export function overviewCache(store: WorkspaceStore, settings: unknown): OverviewCache {
  const key = createHash('sha256')
    .update(JSON.stringify([VERSION, OVERVIEW_FORMAT, store.manifest, store.similarity, settings]))
    .digest('hex');
  const path = join(store.path, 'cache', `overview-${key.slice(0, 16)}.bin`);
  return {
    async read() {
      try {
        const { key: found, overview } = deserialize(await readFile(path)) as {
          key: string;
          overview: Overview;
        };
        return found === key && (await store.isIntact()) ? overview : null;
      } catch {
        // None yet, or not readable: it is computed again.
        return null;
      }
    },
    async write(overview) {
      await realDisk.writeAtomically(path, serialize({ key, overview })).catch(() => {});
    },
  };
}

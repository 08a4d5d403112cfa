import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { DecisionBoard } from '@core/model/board';
import type { WorkspaceStore } from '@core/ports/workspace-store';
import { realDisk } from '../adapters/workspace/disk';
import { VERSION } from './version';

/** Changes whenever a board holds other figures or words. */
const FORMAT = 4;

/** The board of a workspace as it was computed last, so that opening it again is reading a file. */
export interface BoardCache {
  read(): Promise<DecisionBoard | null>;
  /** Failing to write is no error: the folder may be read-only. */
  write(board: DecisionBoard): Promise<void>;
}

/**
 * Valid for the same content: every segment by its hash, the plan, looks, journals and what else the figures are from.
 * Whether the segments are intact, the Overview that it belongs to has been made sure of. One board is kept a workspace.
 * @param settings all that but the segments
 */
export function boardCache(store: WorkspaceStore, settings: unknown): BoardCache {
  const key = createHash('sha256')
    .update(JSON.stringify([VERSION, FORMAT, store.manifest, store.similarity, settings]))
    .digest('hex');
  const folder = join(store.path, 'cache');
  const name = `board-${key.slice(0, 16)}.bin`;
  return {
    async read() {
      try {
        const bytes = await readFile(join(folder, name));
        const { key: found, board } = deserialize(bytes) as { key: string; board: DecisionBoard };
        return found === key ? board : null;
      } catch {
        // None yet, or not readable: it is computed again.
        return null;
      }
    },
    async write(board) {
      try {
        await realDisk.writeAtomically(join(folder, name), serialize({ key, board }));
        const old = (await readdir(folder)).filter((file) => /^board-\w+\.bin$/.test(file) && file !== name);
        await Promise.all(old.map((file) => rm(join(folder, file), { force: true })));
      } catch {
        // It is computed again next time.
      }
    },
  };
}

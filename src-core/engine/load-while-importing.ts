import { DEFAULT_PLAN } from '../model/plan';
import type { Database } from '../ports/database';
import type { WorkspaceStore } from '../ports/workspace-store';
import { computeOverview } from './compute-overview';

/** Puts the segments of a new workspace into the database while its log is still being read. */
export interface LiveLoad {
  /** A segment that was written, as an Arrow IPC stream with the keyed columns known by then. */
  add(segment: Uint8Array, keyed: readonly string[]): void;
  /**
   * Waits for the database. False when it does not hold the whole workspace: later segments had more keyed columns
   * than earlier ones, so that it has to be loaded anew.
   * @param keyed all keyed columns of the workspace
   */
  finish(keyed: readonly string[]): Promise<boolean>;
}

/**
 * Starts with an Overview of the empty table: the first run of a query compiles the engine's code for it, and that
 * takes longer than the query itself.
 */
export function loadWhileImporting(db: Database, store: WorkspaceStore): LiveLoad {
  let used: string | null = null;
  let uniform = true;
  let queue = warmUp(db, store);
  return {
    add(segment, keyed) {
      const names = keyed.join('\n');
      used ??= names;
      uniform &&= names === used;
      if (!uniform) return;
      queue = queue.then(() => db.appendFromArrow('pairs', segment));
      queue.catch(() => {});
    },
    async finish(keyed) {
      await queue;
      return uniform && used === keyed.join('\n');
    },
  };
}

async function warmUp(db: Database, store: WorkspaceStore): Promise<void> {
  await db.dropTable('pairs');
  await db.appendFromArrow('pairs', store.emptySegment());
  await computeOverview({ db, store, damaged: [], plan: DEFAULT_PLAN, version: '', now: 0 });
  await db.dropTable('pairs');
}

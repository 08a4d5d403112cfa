import { DEFAULT_PLAN } from '../model/plan';
import type { Database } from '../ports/database';
import type { WorkspaceStore } from '../ports/workspace-store';
import { addAnnotations } from './annotate-pairs';
import { computeOverview } from './compute-overview';
import { TRAITS_TABLE } from '../sql/traits-table';

/** Puts the segments of a new workspace into the database while its log is still being read. */
export interface LiveLoad {
  /** A segment that was written, as an Arrow IPC stream with the keyed columns known by then. */
  add(segment: Uint8Array, keyed: readonly string[]): void;
  /**
   * Waits until the database is at rest, whatever became of the import. False when it does not hold the whole
   * workspace and has to be loaded anew, e.g. because later segments had more keyed columns than earlier ones.
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
  let intact = true;
  let queue = attempt(() => warmUp(db, store));

  /** A failure is no error of the import: the table is then loaded from the segments. */
  async function attempt(step: () => Promise<void>): Promise<void> {
    try {
      if (intact) await step();
    } catch {
      intact = false;
    }
  }

  return {
    add(segment, keyed) {
      const names = keyed.join('\n');
      used ??= names;
      uniform &&= names === used;
      if (!uniform) return;
      queue = queue.then(() => attempt(() => db.appendFromArrow('pairs', segment)));
    },
    async finish(keyed) {
      await queue;
      return intact && uniform && used === keyed.join('\n');
    },
  };
}

async function warmUp(db: Database, store: WorkspaceStore): Promise<void> {
  await db.dropTable('pairs');
  await db.dropTable(TRAITS_TABLE);
  await db.appendFromArrow('pairs', store.emptySegment());
  await addAnnotations(db);
  await computeOverview({ db, store, damaged: [], judge: null, plan: DEFAULT_PLAN, version: '', now: 0 });
  await db.dropTable('pairs');
}

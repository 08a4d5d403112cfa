import { candidates, type PlannedPair } from '@core/engine/judge/judge-plan';
import type { RunEntry } from '@core/model/judge';
import type { Database } from '@core/ports/database';
import type { WorkspaceStore } from '@core/ports/workspace-store';

/** Lists kept for a table: with and without clusters. */
const MOST_KNOWN = 2;

/** By store, which lives as long as the table that is loaded from it. */
const known = new WeakMap<WorkspaceStore, Map<string, readonly PlannedPair[]>>();

/**
 * Every pair of the loaded table that can be judged or is decided by rule, as a run looks at it; read once.
 * @param clusterSql column of users or conversations; null where clusters do not matter
 */
export async function knownCandidates(
  db: Database,
  store: WorkspaceStore,
  { run, clusterSql }: { run: Pick<RunEntry, 'rules' | 'stratifiedBy'> | null; clusterSql: string | null },
): Promise<readonly PlannedPair[]> {
  const rules = run?.rules ?? { failedArm: 'loses', identical: 'tie' };
  const stratifyBy = run?.stratifiedBy ?? null;
  const lists = known.get(store) ?? new Map<string, readonly PlannedPair[]>();
  known.set(store, lists);
  const key = JSON.stringify([rules.identical, stratifyBy, clusterSql]);
  const held = lists.get(key);
  if (held) return held;
  const pairs = await candidates({
    db,
    manifest: store.manifest,
    configuration: { reference: null, sliceRubrics: [] },
    sample: { size: null, filter: [], untilDecided: false, stratifyBy },
    rules,
    clusterSql,
  });
  if (lists.size >= MOST_KNOWN) lists.delete(lists.keys().next().value!);
  lists.set(key, pairs);
  return pairs;
}

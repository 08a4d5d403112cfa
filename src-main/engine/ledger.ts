import { changeLedger } from '@core/engine/change-ledger';
import { findClusterColumn } from '@core/engine/cluster-column';
import type { ChangeLedger, LedgerProgress } from '@core/model/ledger';
import { ensureTraits } from './ensure-traits';
import type { GnomonEngine } from './gnomon-engine';
import { readPlanState } from './plan-state';
import { loadTraits } from './traits';

/** What users would notice, after a pass over the texts where there was none yet. */
export async function ledger(
  engine: GnomonEngine,
  path: string,
  options: { onProgress?: (progress: LedgerProgress) => void; signal?: AbortSignal } = {},
): Promise<ChangeLedger> {
  await ensureTraits(engine, path, options);
  const { plan } = await readPlanState(path);
  return engine.withWorkspace(path, async (db, store) => {
    await loadTraits(db, store);
    const { tagKeys } = store.manifest;
    const cluster = await findClusterColumn(db, tagKeys, plan.clusterBy);
    return changeLedger(db, { level: plan.level, tagKeys, clusters: cluster?.column ?? null });
  });
}

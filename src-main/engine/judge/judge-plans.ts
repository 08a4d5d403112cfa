import { findClusterColumn } from '@core/engine/cluster-column';
import { candidates, type JudgePlan, planJudging, type PlannedPair } from '@core/engine/judge/judge-plan';
import type { Manifest } from '@core/model/workspace';
import type { Database } from '@core/ports/database';
import type { WorkspaceStore } from '@core/ports/workspace-store';
import { openWorkspace } from '../../adapters/workspace/folder-workspace';
import type { GnomonEngine } from '../gnomon-engine';
import { readPlanState } from '../plan-state';
import { resolveTexts } from '../resolve-texts';
import type { JudgeSetup } from './judge-setup';

type Planned = Pick<JudgeSetup, 'configuration' | 'settings'>;

/** The pairs of a set-up, and a store of its own: texts are read while others use the engine's. */
export async function planRun(
  engine: GnomonEngine,
  path: string,
  { configuration, settings }: Planned,
): Promise<{ plan: JudgePlan; store: WorkspaceStore }> {
  const filter = await resolveTexts(engine, path, { filter: settings.sample.filter });
  const plan = await engine.withWorkspace(path, async (db, { manifest }) =>
    planJudging({
      db,
      manifest,
      configuration,
      sample: { ...settings.sample, filter: [...filter] },
      rules: settings.rules,
      clusterSql: await clusterSql(path, db, manifest),
    }),
  );
  return { plan, store: await openWorkspace(path) };
}

/** A pair by its request id, whether or not the sample holds it; undefined where it has not both outputs. */
export async function pairNamed(
  engine: GnomonEngine,
  path: string,
  { configuration, settings, pair }: Planned & { pair: string },
): Promise<PlannedPair | undefined> {
  const pairs = await engine.withWorkspace(path, async (db, { manifest }) =>
    candidates({
      db,
      manifest,
      configuration,
      sample: { ...settings.sample, filter: [] },
      rules: settings.rules,
      clusterSql: await clusterSql(path, db, manifest),
    }),
  );
  return pairs.find(
    (planned) => planned.pair === pair && (planned.rule === null || planned.rule === 'identical'),
  );
}

/** Users or conversations, where the log tells them apart. */
async function clusterSql(path: string, db: Database, { tagKeys }: Manifest): Promise<string | null> {
  const { plan } = await readPlanState(path);
  return (await findClusterColumn(db, tagKeys, plan.clusterBy))?.sql ?? null;
}

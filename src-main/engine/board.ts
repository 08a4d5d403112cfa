import { decisionBoard } from '@core/engine/decision-board';
import type { DecisionBoard } from '@core/model/board';
import { analyse } from './analyse';
import { captureCoverage } from './capture-coverage';
import type { GnomonEngine } from './gnomon-engine';
import { readPlanState } from './plan-state';
import { loadTraits } from './traits';

/** What the Decide screen shows of a workspace; seeing it is a look. */
export async function board(engine: GnomonEngine, path: string, by = 'window'): Promise<DecisionBoard> {
  const overview = await analyse(engine, path, { by });
  const planState = await readPlanState(path);
  const coverage = await captureCoverage(path);
  return engine.withWorkspace(path, async (db, store) => {
    await loadTraits(db, store);
    const { tagKeys, labelKeys } = store.manifest;
    return decisionBoard({
      db,
      overview,
      planState,
      tagKeys,
      labelKeys,
      coverage,
      judging: null,
      now: Date.now(),
    });
  });
}

import { decisionBoard } from '@core/engine/decision-board';
import type { DecisionBoard } from '@core/model/board';
import type { PlanState } from '@core/model/look';
import type { Overview } from '@core/model/overview';
import type { Plan } from '@core/model/plan';
import { analyse } from './analyse';
import { captureCoverage } from './capture-coverage';
import type { GnomonEngine } from './gnomon-engine';
import { judgingCost } from './judging-cost';
import { planHash, readPlanState } from './plan-state';
import { loadTraits } from './traits';

/** What the Decide screen shows of a workspace; seeing it is a look. */
export async function board(engine: GnomonEngine, path: string, by = 'window'): Promise<DecisionBoard> {
  return boardOf(engine, path, await analyse(engine, path, { by }));
}

/** What stands behind an Overview's verdict, under the plan that the Overview was computed with. */
export async function boardOf(
  engine: GnomonEngine,
  path: string,
  overview: Overview,
): Promise<DecisionBoard> {
  const planState = underPlan(await readPlanState(path), overview.plan);
  const [coverage, judging] = await Promise.all([captureCoverage(path), judgingCost(path)]);
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
      judging,
      now: Date.now(),
    });
  });
}

/** A plan given on the command line is not the declared one, unless it says the same. */
function underPlan(state: PlanState, plan: Plan): PlanState {
  const hash = planHash(plan);
  return hash === state.hash ? state : { ...state, plan, hash, declared: false };
}

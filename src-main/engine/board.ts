import { boardHead, boardParts } from '@core/engine/decision-board';
import type { DecisionBoard } from '@core/model/board';
import type { PlanState } from '@core/model/look';
import type { Overview } from '@core/model/overview';
import type { Plan } from '@core/model/plan';
import { openWorkspace } from '../adapters/workspace/folder-workspace';
import { analyse } from './analyse';
import { journalState } from './annotators';
import { boardCache } from './board-cache';
import { captureCoverage } from './capture-coverage';
import type { GnomonEngine } from './gnomon-engine';
import { judgingCost } from './judging-cost';
import { planHash, readPlanState } from './plan-state';
import { loadTraits, traitsState } from './traits';

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
  const whole: Partial<DecisionBoard> = {};
  await sendBoard(engine, path, overview, (part) => Object.assign(whole, part));
  return whole as DecisionBoard;
}

/** The same part by part, each as soon as it is ready. */
export async function sendBoard(
  engine: GnomonEngine,
  path: string,
  overview: Overview,
  send: (part: Partial<DecisionBoard>) => unknown,
): Promise<void> {
  const planState = underPlan(await readPlanState(path), overview.plan);
  const [coverage, judging, journals, current] = await Promise.all([
    captureCoverage(path),
    judgingCost(path),
    journalState(path),
    openWorkspace(path),
  ]);
  const { evidence } = overview;
  const cache = boardCache(current, [
    planState,
    coverage,
    judging,
    journals,
    evidence.looks ?? null,
    await traitsState(current),
  ]);
  const known = await cache.read();
  if (known !== null) {
    send(known);
    return;
  }
  const now = Date.now();
  const board: Partial<DecisionBoard> = boardHead({ overview, planState, now });
  send(board);
  await engine.withWorkspace(path, async (db, store) => {
    await loadTraits(db, store);
    const { tagKeys, labelKeys } = store.manifest;
    const parts = boardParts({
      db,
      overview,
      planState,
      tagKeys,
      labelKeys,
      coverage,
      judging,
      now,
    });
    for await (const part of parts) {
      send(part);
      Object.assign(board, part);
    }
  });
  if (overview.quality.damaged.length === 0) await cache.write(board as DecisionBoard);
}

/** A plan given on the command line is not the declared one, unless it says the same. */
function underPlan(state: PlanState, plan: Plan): PlanState {
  const hash = planHash(plan);
  return hash === state.hash ? state : { ...state, plan, hash, declared: false };
}

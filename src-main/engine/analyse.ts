import type { Look } from '@core/model/look';
import type { Overview } from '@core/model/overview';
import type { Plan } from '@core/model/plan';
import type { GnomonEngine } from './gnomon-engine';
import { readPlanState, recordLook } from './plan-state';

export interface AnalyseOptions {
  /** Left out: the plan that is in force in the workspace. */
  plan?: Plan;
  /** Who looks: "window", "gnomon gate". */
  by: string;
}

/**
 * The Overview of a workspace under its plan, recorded as a look. A folder that can not be written is analysed all the
 * same: its looks can not be counted, and it does not grow either.
 */
export async function analyse(
  engine: GnomonEngine,
  path: string,
  { plan, by }: AnalyseOptions,
): Promise<Overview> {
  const state = await readPlanState(path);
  const overview = await engine.overview(path, plan ?? state.plan, state.looks);
  const look = { by, now: Date.now(), earlier: state.looks };
  await recordLook(path, overview, look).catch((): Look | null => null);
  return overview;
}

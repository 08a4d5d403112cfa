import { rolloutFile } from '@core/decision/rollout-file';
import type { Plan } from '@core/model/plan';
import type { RolloutFormat } from '@core/model/rollout';
import type { RolloutNames } from '@core/model/rollout-names';
import { analyse } from './analyse';
import { boardOf } from './board';
import type { GnomonEngine } from './gnomon-engine';

/** The ladder of a workspace, under its own plan or another one, as the text of a file. */
export async function rolloutText(
  engine: GnomonEngine,
  path: string,
  { format, names, plan }: { format: RolloutFormat; names: RolloutNames; plan: Plan | undefined },
): Promise<string> {
  const overview = await analyse(engine, path, { by: 'gnomon rollout', ...(plan && { plan }) });
  const { rollout, evidence, planState } = await boardOf(engine, path, overview);
  return rolloutFile({ rollout, evidence, plan: planState.plan }, format, names);
}

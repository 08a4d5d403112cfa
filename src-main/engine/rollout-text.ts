import { rolloutFile } from '@core/decision/rollout-file';
import type { RolloutFormat } from '@core/model/rollout';
import type { RolloutNames } from '@core/model/rollout-names';
import { board } from './board';
import type { GnomonEngine } from './gnomon-engine';

/** The ladder of a workspace as the text of a file. */
export async function rolloutText(
  engine: GnomonEngine,
  path: string,
  { format, names }: { format: RolloutFormat; names: RolloutNames },
): Promise<string> {
  const { rollout, evidence, planState } = await board(engine, path, 'gnomon rollout');
  return rolloutFile({ rollout, evidence, plan: planState.plan }, format, names);
}

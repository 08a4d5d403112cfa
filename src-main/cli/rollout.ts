import { resolve } from 'node:path';
import * as v from 'valibot';
import { AppError } from '@core/model/app-error';
import type { RolloutFormat } from '@core/model/rollout';
import { RolloutNamesSchema } from '@core/model/rollout-names';
import { loadPlan } from './load-plan';
import type { GnomonEngine } from '../engine/gnomon-engine';
import { rolloutText } from '../engine/rollout-text';
import { realDisk } from '../adapters/workspace/disk';

export interface RolloutFlags extends Partial<v.InferInput<typeof RolloutNamesSchema>> {
  format: RolloutFormat;
  out?: string;
  plan?: string;
}

/**
 * `gnomon rollout`: the way to all users, as a file for a cluster or for people.
 * @throws AppError('usage') that names the flag whose value a cluster would refuse
 */
export async function rolloutCommand(
  workspace: string,
  { format, out, plan: planFile, ...flags }: RolloutFlags,
  engine: GnomonEngine,
): Promise<void> {
  const names = v.safeParse(RolloutNamesSchema, flags);
  if (!names.success) {
    const [issue] = names.issues;
    throw new AppError('usage', { message: `--${v.getDotPath(issue) ?? 'rollout'}: ${issue.message}.` });
  }
  const text = await rolloutText(engine, resolve(workspace), {
    format,
    names: names.output,
    plan: await loadPlan(planFile),
  });
  if (out === undefined) process.stdout.write(text);
  else await realDisk.writeAtomically(resolve(out), new TextEncoder().encode(text));
}

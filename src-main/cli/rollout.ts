import { resolve } from 'node:path';
import type { RolloutFormat } from '@core/model/rollout';
import { board } from '../engine/board';
import type { GnomonEngine } from '../engine/gnomon-engine';
import { rolloutFile } from '../engine/rollout-file';
import { realDisk } from '../adapters/workspace/disk';

export interface RolloutFlags {
  format: RolloutFormat;
  out?: string;
  service?: string;
  namespace?: string;
  prometheus?: string;
}

/** `gnomon rollout`: the way to all users, as a file for a cluster or for people. */
export async function rolloutCommand(
  workspace: string,
  { format, out, ...names }: RolloutFlags,
  engine: GnomonEngine,
): Promise<void> {
  const { text } = rolloutFile(await board(engine, resolve(workspace), 'gnomon rollout'), format, names);
  if (out === undefined) process.stdout.write(text);
  else await realDisk.writeAtomically(resolve(out), new TextEncoder().encode(text));
}

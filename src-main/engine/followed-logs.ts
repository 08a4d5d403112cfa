import { readFile, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import * as v from 'valibot';
import { realDisk } from '../adapters/workspace/disk';
import { dataFolder } from './data-folder';

const FILE = 'followed.json';
const FollowedSchema = v.object({ logs: v.array(v.string()) });

/** Keeps where the logs of a workspace lie, so that they can be followed. Uploads are copies, which do not grow. */
export async function rememberLogs(workspace: string, paths: readonly string[]): Promise<void> {
  const uploads = join(dataFolder(), 'uploads') + sep;
  const growing = paths.map((path) => resolve(path)).filter((path) => !path.startsWith(uploads));
  const known = await rememberedLogs(workspace);
  const logs = [...new Set([...known, ...growing])];
  if (logs.length === known.length) return;
  const bytes = new TextEncoder().encode(`${JSON.stringify({ logs })}\n`);
  // A convenience: a folder that can not be written is analysed all the same.
  await realDisk.writeAtomically(join(workspace, FILE), bytes).catch(() => {});
}

/** The logs of a workspace that are still there, and the places at which others were. */
export async function logsToFollow(workspace: string): Promise<{ logs: string[]; missing: string[] }> {
  const logs = await rememberedLogs(workspace);
  const there = await Promise.all(
    logs.map((log) =>
      stat(log).then(
        () => true,
        () => false,
      ),
    ),
  );
  return { logs: logs.filter((_, i) => there[i]), missing: logs.filter((_, i) => !there[i]) };
}

async function rememberedLogs(workspace: string): Promise<string[]> {
  try {
    return v.parse(FollowedSchema, JSON.parse(await readFile(join(workspace, FILE), 'utf8'))).logs;
  } catch {
    return [];
  }
}

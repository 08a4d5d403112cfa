import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { RecentWorkspace } from '@core/model/api';
import { realDisk } from '../adapters/workspace/disk';
import { isWorkspace } from '../adapters/workspace/folder-workspace';
import { dataFolder } from './data-folder';

const MOST = 20;

const EntrySchema = v.object({
  id: v.string(),
  name: v.string(),
  path: v.string(),
  pairs: v.number(),
  openedAt: v.number(),
});
type Entry = v.InferOutput<typeof EntrySchema>;

/** The workspaces opened lately, newest first, kept in `recent.json` of the data folder. */
export async function readRecent(): Promise<Entry[]> {
  try {
    const parsed = v.safeParse(v.array(EntrySchema), JSON.parse(await readFile(recentFile(), 'utf8')));
    return parsed.success ? parsed.output : [];
  } catch {
    // No list yet, or one that was damaged: the list is a convenience, the workspaces are not touched.
    return [];
  }
}

export async function remember(entry: Entry): Promise<void> {
  const others = (await readRecent()).filter(({ id }) => id !== entry.id);
  await write([entry, ...others].slice(0, MOST));
}

export async function forget(id: string): Promise<void> {
  await write((await readRecent()).filter((entry) => entry.id !== id));
}

/** As the page sees them: without paths. */
export function toRecentWorkspaces(entries: readonly Entry[]): RecentWorkspace[] {
  return entries.map(({ id, name, pairs, openedAt, path }) => ({
    id,
    name,
    pairs,
    openedAt,
    available: isWorkspace(path),
  }));
}

function recentFile(): string {
  return join(dataFolder(), 'recent.json');
}

async function write(entries: readonly Entry[]): Promise<void> {
  await realDisk.writeAtomically(
    recentFile(),
    new TextEncoder().encode(`${JSON.stringify(entries, null, 2)}\n`),
  );
}

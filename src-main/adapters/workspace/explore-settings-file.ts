import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { ExploreSettings } from '@core/model/api/explore';
import { PairFilterSchema } from '@core/model/pair-filter';
import { type Disk, diskError, realDisk } from './disk';
import { isMissing } from './is-missing';

const FILE = 'explore.json';
const LONGEST_NAME = 80;

/** Checks what the page sends, too. */
export const ExploreSettingsSchema = v.object({
  table: v.nullable(
    v.object({
      columns: v.array(v.object({ name: v.string(), width: v.pipe(v.number(), v.minValue(1)) })),
      lines: v.picklist([1, 2]),
    }),
  ),
  filters: v.array(
    v.object({
      name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(LONGEST_NAME)),
      filter: PairFilterSchema,
      sort: v.array(v.object({ column: v.string(), desc: v.boolean() })),
    }),
  ),
});

/** Saved filters and the look of the table. A file that can't be read is left alone until something is saved anew. */
export async function readExploreSettings(workspace: string): Promise<ExploreSettings> {
  const path = join(workspace, FILE);
  try {
    return v.parse(ExploreSettingsSchema, JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (isMissing(error) || error instanceof SyntaxError || error instanceof v.ValiError)
      return { table: null, filters: [] };
    throw diskError(error, path);
  }
}

/** @throws AppError('read-only' or 'no-space') when the folder can't be written */
export async function writeExploreSettings(
  workspace: string,
  settings: ExploreSettings,
  disk: Disk = realDisk,
): Promise<void> {
  const text = `${JSON.stringify(settings, null, 2)}\n`;
  await disk.writeAtomically(join(workspace, FILE), new TextEncoder().encode(text));
}

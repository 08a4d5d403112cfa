import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { BUNDLED_ENCODER } from '@core/model/encoder-catalogue';
import { realDisk } from '../adapters/workspace/disk';
import { dataFolder } from './data-folder';

const SettingsSchema = v.object({
  /** Id of the model that the window measures with. */
  selected: v.string(),
  /** Model folders outside of Gnomon's own, absolute. */
  folders: v.array(v.string()),
});

export type ModelSettings = v.InferOutput<typeof SettingsSchema>;

/** Kept in `models.json` of the data folder; the defaults where there is none, or it is damaged. */
export async function readModelSettings(): Promise<ModelSettings> {
  try {
    return v.parse(SettingsSchema, JSON.parse(await readFile(settingsFile(), 'utf8')));
  } catch {
    return { selected: BUNDLED_ENCODER, folders: [] };
  }
}

export async function writeModelSettings(settings: ModelSettings): Promise<void> {
  const text = `${JSON.stringify(settings, null, 2)}\n`;
  await realDisk.writeAtomically(settingsFile(), new TextEncoder().encode(text));
}

function settingsFile(): string {
  return join(dataFolder(), 'models.json');
}

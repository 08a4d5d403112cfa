import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

const pinsSchema = v.object({
  id: v.string(),
  /** The hub's commit, or the revision asked for where it states none. */
  revision: v.string(),
  files: v.array(v.object({ path: v.string(), size: v.number(), sha256: v.string() })),
});

/** What was downloaded, kept in the model's folder; written last, so its presence says that the model is complete. */
export type Pins = v.InferOutput<typeof pinsSchema>;

export const PINS_FILE = 'gnomon-model.json';

/** Null for a folder that was not downloaded by Gnomon, or whose pins can't be read. */
export async function readPins(folder: string): Promise<Pins | null> {
  try {
    return v.parse(pinsSchema, JSON.parse(await readFile(join(folder, PINS_FILE), 'utf8')));
  } catch {
    return null;
  }
}

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { encoderEntry } from '@core/model/encoder-catalogue';
import { REQUIRED_FILES } from './model-folder';

/** Bytes of a model's files on the disk, unfinished downloads included, and whether all that are needed are there. */
export async function modelFiles(folder: string): Promise<{ bytes: number; complete: boolean }> {
  let bytes = 0;
  let complete = true;
  for (const file of REQUIRED_FILES) {
    const size = await sizeOf(join(folder, file));
    if (size === null) complete = false;
    bytes += size ?? (await sizeOf(join(folder, `${file}.part`))) ?? 0;
  }
  return { bytes, complete };
}

/** Folders that were copied into the models folder, at most two levels deep (owner/name), catalogue entries left out. */
export async function copiedModels(modelsDir: string): Promise<string[]> {
  const found: string[] = [];
  for (const first of await foldersIn(modelsDir)) {
    const inner = await foldersIn(join(modelsDir, first));
    const names = inner.includes('onnx') ? [first] : inner.map((second) => `${first}/${second}`);
    for (const name of names) {
      const path = join(modelsDir, name);
      const known = encoderEntry(name)?.id === name;
      if (!known && (await modelFiles(path)).complete) found.push(path);
    }
  }
  return found;
}

async function foldersIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    (found) => found.size,
    () => null,
  );
}

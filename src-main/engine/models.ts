import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AppError } from '@core/model/app-error';
import type { ModelDownloadProgress, ModelEntry, ModelList } from '@core/model/api/models';
import {
  BUNDLED_ENCODER,
  encoderEntry,
  encoderSize,
  type EncoderEntry,
  ENCODERS,
} from '@core/model/encoder-catalogue';
import { downloadModel } from '../adapters/embedder/download-model';
import { copiedModels, modelFiles } from '../adapters/embedder/find-models';
import { inspectModel } from '../adapters/embedder/model-folder';
import { modelsFolder } from './data-folder';
import { readModelSettings, writeModelSettings } from './model-settings';

/** A rate from less than this is noise, ms. */
const SETTLED_MS = 1000;

/** Every encoder that can be measured with or downloaded: bundled, of the catalogue, and folders on this computer. */
export async function listModels(): Promise<ModelList> {
  const { selected } = await readModelSettings();
  const known = await Promise.all(ENCODERS.map(catalogueModel));
  const paths = [...(await folderPaths())];
  const added = (await readModelSettings()).folders;
  const folders = await Promise.all(
    paths.map(([id, path]) => folderModel({ id, path, removable: added.includes(path) })),
  );
  const models = [...known, ...folders];
  return {
    models,
    selected: models.some(({ id }) => id === selected) ? selected : BUNDLED_ENCODER,
    folder: modelsFolder(),
  };
}

/** Makes a model the one that the window measures with. @throws AppError for one that can't be loaded */
export async function selectModel(id: string): Promise<ModelList> {
  const { models } = await listModels();
  const model = models.find((entry) => entry.id === id);
  if (!model) throw unknown(id);
  if (model.state !== 'ready' || model.problem)
    throw new AppError(
      'not-found',
      model.problem ?? {
        message: `The model ${model.label} is not on this computer.`,
        remedy: 'download it first',
      },
    );
  await writeModelSettings({ ...(await readModelSettings()), selected: id });
  return listModels();
}

/**
 * What to resolve a model by that the page or a setting names: a catalogue id, or the path of a known folder.
 * @param id absent: the model that was selected
 */
export async function modelToLoad(id?: string): Promise<string> {
  const wanted = id ?? (await listModels()).selected;
  if (encoderEntry(wanted)) return wanted;
  const path = (await folderPaths()).get(wanted);
  if (path === undefined) throw unknown(wanted);
  return path;
}

/** Makes a folder on this computer known, in transformers.js layout. @throws AppError when it holds no such model */
export async function addModelFolder(path: string): Promise<{ id: string }> {
  const absolute = resolve(path);
  await inspectModel(absolute);
  const settings = await readModelSettings();
  const folders = [...new Set([...settings.folders, absolute])];
  await writeModelSettings({ ...settings, folders });
  return { id: folderId(absolute) };
}

/** Deletes a downloaded model, or forgets a folder outside of Gnomon's own, which stays as it is. */
export async function removeModel(id: string): Promise<ModelList> {
  const entry = ENCODERS.find((model) => model.id === id);
  const settings = await readModelSettings();
  if (entry?.bundled) throw new AppError('usage', { message: 'The bundled encoder can not be removed.' });
  if (entry) await rm(join(modelsFolder(), entry.id), { recursive: true, force: true });
  else if (!settings.folders.some((path) => folderId(path) === id))
    throw (await folderPaths()).has(id)
      ? new AppError('usage', {
          message: 'This model was copied into Gnomon’s folder by hand.',
          where: (await folderPaths()).get(id)!,
          remedy: 'remove its folder there',
        })
      : unknown(id);
  await writeModelSettings({
    selected: settings.selected === id ? BUNDLED_ENCODER : settings.selected,
    folders: settings.folders.filter((path) => folderId(path) !== id),
  });
  return listModels();
}

/** The catalogue's entry to download. @throws AppError('usage') for one that is bundled or unknown */
export function downloadableModel(id: string): EncoderEntry {
  const entry = encoderEntry(id);
  if (entry && !entry.bundled) return entry;
  throw new AppError('usage', {
    message: entry ? `${entry.id} is bundled.` : `There is no model named ${id}.`,
    remedy: `choose one of ${ENCODERS.filter(({ bundled }) => !bundled)
      .map((model) => model.id)
      .join(', ')}`,
  });
}

/** Downloads a model, with its rate; what an interrupted download left is continued. Gives its folder. */
export async function fetchModel(
  entry: EncoderEntry,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: ModelDownloadProgress) => void },
): Promise<string> {
  const started = performance.now();
  let first: number | null = null;
  const endpoint = process.env['HF_ENDPOINT']?.replace(/\/+$/, '');
  return downloadModel(entry, {
    modelsDir: modelsFolder(),
    ...(endpoint && { endpoint }),
    signal,
    onProgress: ({ bytes, total }) => {
      first ??= bytes;
      const elapsed = performance.now() - started;
      const rate = elapsed >= SETTLED_MS && bytes > first ? ((bytes - first) / elapsed) * 1000 : null;
      onProgress({ bytes, total, bytesPerSecond: rate, secondsLeft: rate ? (total - bytes) / rate : null });
    },
  });
}

async function catalogueModel(entry: EncoderEntry): Promise<ModelEntry> {
  const { bytes, complete } = entry.bundled
    ? { bytes: encoderSize(entry), complete: true }
    : await modelFiles(join(modelsFolder(), entry.id));
  return {
    id: entry.id,
    label: entry.label,
    note: entry.note,
    origin: entry.bundled ? 'bundled' : 'catalogue',
    state: complete ? 'ready' : bytes > 0 ? 'partial' : 'absent',
    bytes,
    size: encoderSize(entry),
    licence: entry.licence,
    languages: entry.languages,
    dimensions: entry.dimensions,
    maxTokens: entry.maxTokens,
    path: null,
    removable: !entry.bundled && bytes > 0,
    problem: null,
  };
}

async function folderModel({
  id,
  path,
  removable,
}: Pick<ModelEntry, 'id' | 'removable'> & { path: string }): Promise<ModelEntry> {
  const { bytes } = await modelFiles(path);
  const described = await inspectModel(path).catch((error: unknown) => {
    if (error instanceof AppError) return error;
    throw error;
  });
  const problem = described instanceof AppError ? described.details : null;
  return {
    id,
    label: basename(path),
    note: '',
    origin: 'folder',
    state: problem ? 'missing' : 'ready',
    bytes,
    size: bytes,
    licence: null,
    languages: [],
    dimensions: described instanceof AppError ? null : described.dimensions,
    maxTokens: described instanceof AppError ? null : described.maxTokens,
    path,
    removable,
    problem,
  };
}

/** Id → absolute path of the folders on this computer. */
async function folderPaths(): Promise<Map<string, string>> {
  const { folders } = await readModelSettings();
  const paths = [...folders, ...(await copiedModels(modelsFolder()))];
  return new Map(paths.map((path) => [folderId(path), path]));
}

function folderId(path: string): string {
  return `folder-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`;
}

function unknown(id: string): AppError {
  return new AppError('not-found', {
    message: `There is no model ${id}.`,
    cause: 'its folder was moved or removed',
    remedy: 'choose another model',
  });
}

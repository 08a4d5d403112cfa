import { existsSync } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, resolve, sep } from 'node:path';
import { AppError } from '@core/model/app-error';
import { encoderEntry, ENCODERS, type EncoderEntry } from '@core/model/encoder-catalogue';
import type { EncoderIdentity } from '@core/model/encoder-identity';
import { describeLocalModel, type LocalModel, readConfig } from './local-model';
import { readPins } from './pins';
import { sha256OfFiles } from './sha256-of-files';

/** A model on this disk, ready to be loaded. */
export interface ModelFolder {
  /** Absolute, in transformers.js layout. */
  path: string;
  identity: EncoderIdentity;
  /** Put before every window. */
  prefix: string;
}

export interface ModelPlaces {
  /** Where downloads are kept. */
  modelsDir: string;
  /** Where the bundled encoder's folder lies. */
  bundledDir: string;
}

/** What a folder in transformers.js layout must hold. */
export const REQUIRED_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'];

/**
 * Finds a model by its catalogue id (with or without the owner), or by the path of any folder in transformers.js layout.
 * Reads the weights once for their SHA-256, which is the identity's revision.
 * @throws AppError('usage') for an unknown id, 'not-found' for one not downloaded or a missing file,
 * 'bad-data' for a damaged one
 */
export async function resolveModel(idOrPath: string, places: ModelPlaces): Promise<ModelFolder> {
  const entry = encoderEntry(idOrPath);
  if (entry) return openEntry(entry, join(entry.bundled ? places.bundledDir : places.modelsDir, entry.id));
  if (!looksLikePath(idOrPath) && !(await isFolder(idOrPath))) throw unknownModel(idOrPath);
  const path = resolve(idOrPath);
  if (!(await isFolder(path)))
    throw new AppError('not-found', {
      message: 'There is no model folder at this path.',
      where: path,
      remedy: `give the path of a folder in transformers.js layout (${REQUIRED_FILES.join(', ')}), or one of: ${knownIds()}`,
    });
  const local = await inspectModel(path);
  return {
    path,
    prefix: local.prefix,
    identity: {
      model: basename(path),
      revision: await weightsRevision(path),
      dtype: 'fp32',
      pooling: local.pooling,
      dimensions: local.dimensions,
      maxTokens: local.maxTokens,
    },
  };
}

/**
 * What a folder in transformers.js layout says of its model, without loading the weights.
 * @throws AppError('not-found') for a missing file, 'bad-data' for a damaged one
 */
export async function inspectModel(path: string): Promise<LocalModel> {
  await checkFiles(path, 'copy the complete model there');
  return describeLocalModel(path, encoderEntry(basename(path)));
}

async function openEntry(entry: EncoderEntry, path: string): Promise<ModelFolder> {
  if (!(await isFolder(path)))
    throw new AppError('not-found', {
      message: entry.bundled
        ? `The bundled encoder ${entry.id} is missing.`
        : `The model ${entry.id} has not been downloaded.`,
      where: path,
      remedy: entry.bundled
        ? 'install Gnomon again'
        : 'download it in Settings, or copy its folder from another computer to this path',
    });
  const remedy = entry.bundled ? 'install Gnomon again' : 'download the model again';
  await checkFiles(path, remedy);
  const { hidden_size: dimensions } = await readConfig(path);
  if (dimensions !== entry.dimensions)
    throw new AppError('bad-data', {
      message: `The model in the folder of ${entry.id} has ${String(dimensions)} dimensions instead of ${entry.dimensions}.`,
      where: join(path, 'config.json'),
      cause: 'the folder holds another model',
      remedy,
    });
  const revision = await weightsRevision(path);
  return {
    path,
    prefix: entry.prefix,
    identity: {
      model: entry.id,
      revision,
      dtype: 'fp32',
      pooling: entry.pooling,
      dimensions: entry.dimensions,
      maxTokens: entry.maxTokens,
    },
  };
}

/** The weights must still be those that were downloaded, where it is known what was. */
async function weightsRevision(path: string): Promise<string> {
  const file = 'onnx/model.onnx';
  // Weights above 2 GB lie in a second file.
  const rest = join(path, `${file}_data`);
  const sha256 = await sha256OfFiles(join(path, file), ...(existsSync(rest) ? [rest] : []));
  const pinned = (await readPins(path))?.files.find((pin) => pin.path === file)?.sha256;
  if (pinned && pinned !== sha256)
    throw new AppError('bad-data', {
      message: 'The weights of the model are not those that were downloaded.',
      where: join(path, file),
      cause: `their SHA-256 is ${sha256} instead of ${pinned}: the file was damaged or replaced`,
      remedy: 'download the model again',
    });
  return sha256.slice(0, 16);
}

async function checkFiles(path: string, remedy: string): Promise<void> {
  for (const file of REQUIRED_FILES) {
    const there = await access(join(path, file)).then(
      () => true,
      () => false,
    );
    if (!there)
      throw new AppError('not-found', {
        message: `The model is incomplete: ${file} is missing or can not be read.`,
        where: join(path, file),
        remedy,
      });
    if (file.endsWith('.json')) await checkJson(join(path, file), remedy);
  }
}

async function checkJson(path: string, remedy: string): Promise<void> {
  try {
    JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new AppError(
      'bad-data',
      {
        message: `The model is damaged: ${basename(path)} is not valid JSON.`,
        where: path,
        remedy,
      },
      { cause: error },
    );
  }
}

function looksLikePath(value: string): boolean {
  return isAbsolute(value) || value.startsWith('.') || value.includes(sep);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function unknownModel(id: string): AppError {
  return new AppError('usage', {
    message: `There is no model named ${id}.`,
    remedy: `choose one of ${knownIds()}, or give the path of a model's folder`,
  });
}

function knownIds(): string {
  return ENCODERS.map((entry) => entry.id).join(', ');
}

import { basename, dirname, join } from 'node:path';
import { AutoTokenizer, env, LogLevel } from '@huggingface/transformers';
import { AppError } from '@core/model/app-error';
import type { Tokenize } from '@core/embed/split-windows';
import { damagedModel } from './damaged-model';
import type { ModelFolder } from './model-folder';

/** What stands around the text's own tokens in a window. */
export interface WindowFrame {
  /** Ids before the text's own: [CLS] and the model's prefix. */
  before: readonly number[];
  after: readonly number[];
  /** Fills windows that are shorter than the longest of their batch. */
  padding: number;
}

export interface LoadedTokenizer {
  /** Tokens of a text, without special ones. */
  tokenize: Tokenize;
  /** Tokens of a window that are the text's own: the frame leaves this many. */
  capacity: number;
  frame: WindowFrame;
}

/**
 * Loads the tokeniser of a folder with transformers.js, never from the network, and tries it on one letter.
 * @throws AppError('bad-data') for a damaged file
 */
export async function loadTokenizer(model: ModelFolder): Promise<LoadedTokenizer> {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.useFSCache = false;
  env.localModelPath = dirname(model.path);
  env.logLevel = LogLevel.NONE;
  const tokenizer = await AutoTokenizer.from_pretrained(basename(model.path), {
    local_files_only: true,
  }).catch(damagedModel(join(model.path, 'tokenizer.json'), 'the tokeniser can not be read'));
  const tokenize = (text: string): number[] => tokenizer.encode(text, { add_special_tokens: false });
  const { before, after } = specialTokens(tokenizer.encode('a'), tokenize('a'), model);
  before.push(...tokenize(model.prefix.trim()));
  return {
    tokenize,
    capacity: model.identity.maxTokens - before.length - after.length,
    frame: { before, after, padding: tokenizer.pad_token_id ?? 0 },
  };
}

/** What the tokeniser puts before and after a text, e.g. [CLS] and [SEP]. */
function specialTokens(
  full: readonly number[],
  bare: readonly number[],
  model: ModelFolder,
): { before: number[]; after: number[] } {
  const start = full.findIndex((_, at) => bare.every((id, i) => full[at + i] === id));
  if (bare.length > 0 && start >= 0)
    return { before: full.slice(0, start), after: full.slice(start + bare.length) };
  throw new AppError('bad-data', {
    message: `The tokeniser of the model ${model.identity.model} gives no tokens for a letter.`,
    where: join(model.path, 'tokenizer.json'),
    cause: 'the file is damaged or belongs to another model',
    remedy: 'download the model again, or choose another one',
  });
}

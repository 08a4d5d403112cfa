import { basename, dirname, join } from 'node:path';
import { AutoModel, AutoTokenizer, env, LogLevel, Tensor } from '@huggingface/transformers';
import { AppError } from '@core/model/app-error';
import { poolTokens, type Pooling } from '@core/embed/pool';
import type { Tokenize } from '@core/embed/split-windows';
import type { ModelFolder } from './model-folder';

export interface LoadedModel {
  /** Tokens of a text, without special ones. */
  tokenize: Tokenize;
  /** Tokens of a window that are the text's own: the special ones and the prefix leave this many. */
  capacity: number;
  /** Tokens of a window around the text's own. */
  overhead: number;
  /**
   * One inference.
   * @param windows token ids of the texts' own tokens
   * @returns windows × dimensions, row-major, not normalised
   */
  run(windows: readonly (readonly number[])[]): Promise<Float32Array>;
}

/**
 * Loads a folder with transformers.js, in fp32 on the processor, never from the network, and tries it on one word.
 * @throws AppError('bad-data') for a damaged file, other dimensions than the folder states, or vectors that are no numbers
 */
export async function loadModel(model: ModelFolder, threads: number): Promise<LoadedModel> {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.useFSCache = false;
  env.localModelPath = dirname(model.path);
  env.logLevel = LogLevel.NONE;

  const name = basename(model.path);
  const tokenizer = await AutoTokenizer.from_pretrained(name, { local_files_only: true }).catch(
    damaged(join(model.path, 'tokenizer.json'), 'the tokeniser can not be read'),
  );
  const network = await AutoModel.from_pretrained(name, {
    local_files_only: true,
    dtype: 'fp32',
    device: 'cpu',
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1, logSeverityLevel: 3 },
  }).catch(damaged(join(model.path, 'onnx/model.onnx'), 'the weights can not be read'));

  const tokenize = (text: string): number[] => tokenizer.encode(text, { add_special_tokens: false });
  const { before, after } = specialTokens(tokenizer.encode('a'), tokenize('a'), model);
  before.push(...tokenize(model.prefix.trim()));
  const overhead = before.length + after.length;
  const { dimensions, pooling } = model.identity;

  async function run(windows: readonly (readonly number[])[]): Promise<Float32Array> {
    const lengths = windows.map((ids) => ids.length + overhead);
    const tokens = Math.max(...lengths);
    const ids = new BigInt64Array(windows.length * tokens).fill(BigInt(tokenizer.pad_token_id ?? 0));
    const mask = new BigInt64Array(windows.length * tokens);
    // Token ids fit into the lower halves, and a BigInt for each would be a share of the whole run. Little-endian, as
    // every machine that onnxruntime runs on.
    const [lowIds, lowMask] = [new Int32Array(ids.buffer), new Int32Array(mask.buffer)];
    windows.forEach((window, row) => {
      let at = row * tokens * 2;
      for (const part of [before, window, after])
        for (const id of part) {
          lowIds[at] = id;
          lowMask[at] = 1;
          at += 2;
        }
    });
    const shape = [windows.length, tokens];
    const output = (await network({
      input_ids: new Tensor('int64', ids, shape),
      attention_mask: new Tensor('int64', mask, shape),
    })) as { last_hidden_state?: Tensor };
    const hidden = output.last_hidden_state;
    checkShape(hidden, [windows.length, tokens, dimensions], model);
    const pooled = poolTokens(hidden.data as Float32Array, {
      lengths,
      tokens,
      dimensions,
      pooling: pooling as Pooling,
    });
    if (pooled.every(Number.isFinite)) return pooled;
    throw new AppError('bad-data', {
      message: `The model ${model.identity.model} gave vectors that are no numbers (NaN or infinite).`,
      where: join(model.path, 'onnx/model.onnx'),
      cause: 'its weights are damaged, or were converted to a precision that is too low',
      remedy: 'download the model again, or choose another one',
    });
  }

  await run([tokenize('a')]).catch(
    damaged(join(model.path, 'onnx/model.onnx'), 'it does not run as a sentence encoder'),
  );
  return { tokenize, capacity: model.identity.maxTokens - overhead, overhead, run };
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

function checkShape(
  hidden: Tensor | undefined,
  expected: readonly number[],
  model: ModelFolder,
): asserts hidden is Tensor {
  if (hidden?.type === 'float32' && hidden.dims.every((size, axis) => size === expected[axis])) return;
  const got = hidden ? `${hidden.type} ${hidden.dims.join(' × ')}` : 'no last_hidden_state';
  throw new AppError('bad-data', {
    message: `The model ${model.identity.model} gives vectors of other dimensions than its config states: ${got} instead of float32 ${expected.join(' × ')}.`,
    where: join(model.path, 'onnx/model.onnx'),
    cause: 'config.json and the weights belong to different models',
    remedy: 'copy or download the complete model again',
  });
}

function damaged(where: string, what: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof AppError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError(
      'bad-data',
      {
        message: `The model is damaged: ${what}.`,
        where,
        cause: reason.replace(/\s+/gu, ' ').slice(0, 300),
        remedy: 'copy or download the complete model again, or choose another one',
      },
      { cause: error },
    );
  };
}

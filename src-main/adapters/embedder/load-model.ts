import { basename, dirname, join } from 'node:path';
import { AutoModel, env, LogLevel, Tensor } from '@huggingface/transformers';
import { AppError } from '@core/model/app-error';
import { poolTokens, type Pooling } from '@core/embed/pool';
import { damagedModel } from './damaged-model';
import type { WindowFrame } from './load-tokenizer';
import type { ModelFolder } from './model-folder';

/**
 * One inference.
 * @param windows token ids of the texts' own tokens
 * @returns windows × dimensions, row-major, not normalised
 */
export type Infer = (windows: readonly ArrayLike<number>[]) => Promise<Float32Array>;

/**
 * Loads the weights of a folder with transformers.js, in fp32 on the processor, never from the network, and tries them on
 * one token.
 * @throws AppError('bad-data') for a damaged file, other dimensions than the folder states, or vectors that are no numbers
 */
export async function loadModel(
  model: ModelFolder,
  { threads, frame }: { threads: number; frame: Promise<WindowFrame> },
): Promise<Infer> {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.useFSCache = false;
  env.localModelPath = dirname(model.path);
  env.logLevel = LogLevel.NONE;
  const weights = join(model.path, 'onnx/model.onnx');
  const loading = AutoModel.from_pretrained(basename(model.path), {
    local_files_only: true,
    dtype: 'fp32',
    device: 'cpu',
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1, logSeverityLevel: 3 },
  }).catch(damagedModel(weights, 'the weights can not be read'));
  // A damaged tokeniser is told first.
  loading.catch(() => {});
  const { before, after, padding } = await frame;
  const network = await loading;
  const overhead = before.length + after.length;
  const { dimensions, pooling } = model.identity;

  async function run(windows: readonly ArrayLike<number>[]): Promise<Float32Array> {
    const lengths = windows.map((ids) => ids.length + overhead);
    const tokens = Math.max(...lengths);
    const ids = new BigInt64Array(windows.length * tokens).fill(BigInt(padding));
    const mask = new BigInt64Array(windows.length * tokens);
    // Token ids fit into the lower halves, and a BigInt for each would be a share of the whole run. Little-endian, as
    // every machine that onnxruntime runs on.
    const [lowIds, lowMask] = [new Int32Array(ids.buffer), new Int32Array(mask.buffer)];
    windows.forEach((window, row) => {
      let at = row * tokens * 2;
      for (const part of [before, window, after])
        for (let i = 0; i < part.length; i++, at += 2) {
          lowIds[at] = part[i]!;
          lowMask[at] = 1;
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
      where: weights,
      cause: 'its weights are damaged, or were converted to a precision that is too low',
      remedy: 'download the model again, or choose another one',
    });
  }

  await run([[padding]]).catch(damagedModel(weights, 'it does not run as a sentence encoder'));
  return run;
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

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { AppError } from '@core/model/app-error';
import type { EncoderEntry } from '@core/model/encoder-catalogue';

const configSchema = v.object({
  hidden_size: v.pipe(v.number(), v.integer(), v.minValue(1)),
  max_position_embeddings: v.optional(v.number()),
  model_type: v.optional(v.string()),
});

export interface LocalModel {
  dimensions: number;
  maxTokens: number;
  pooling: 'mean' | 'cls';
  prefix: string;
}

/**
 * What a folder says of itself, in its config and in the files of sentence-transformers where it has them. Folders in
 * transformers.js layout state neither pooling nor prefix, so one named like a catalogue entry takes the entry's.
 * @throws AppError('bad-data') when config.json does not describe an encoder
 */
export async function describeLocalModel(path: string, known: EncoderEntry | undefined): Promise<LocalModel> {
  const config = await readConfig(path);
  const pooling = await readOptional(join(path, '1_Pooling/config.json'));
  const sentence = await readOptional(join(path, 'sentence_bert_config.json'));
  const tokenizer = await readOptional(join(path, 'tokenizer_config.json'));
  // RoBERTa's positions start after its padding index, so two of its positions hold no token.
  const unusable = /roberta/u.test(config.model_type ?? '') ? 2 : 0;
  const limits = [
    known?.maxTokens,
    sentence?.['max_seq_length'],
    tokenizer?.['model_max_length'],
    (config.max_position_embeddings ?? 512) - unusable,
  ].filter((limit) => typeof limit === 'number' && limit >= 8) as number[];
  const cls = pooling ? pooling['pooling_mode_cls_token'] === true : known?.pooling === 'cls';
  return {
    dimensions: config.hidden_size,
    maxTokens: Math.min(...limits),
    pooling: cls ? 'cls' : 'mean',
    prefix: known?.prefix ?? '',
  };
}

/** @throws AppError('bad-data') without a usable `hidden_size` */
export async function readConfig(path: string): Promise<v.InferOutput<typeof configSchema>> {
  const file = join(path, 'config.json');
  const parsed = v.safeParse(configSchema, JSON.parse(await readFile(file, 'utf8')));
  if (parsed.success) return parsed.output;
  throw new AppError('bad-data', {
    message: 'The config of the model does not state the size of its vectors (hidden_size).',
    where: file,
    cause: 'the folder holds no sentence encoder of the BERT family',
    remedy: 'choose another model',
  });
}

async function readOptional(path: string): Promise<Record<string, unknown> | null> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

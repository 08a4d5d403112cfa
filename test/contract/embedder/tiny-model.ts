import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a test can get wrong on purpose. */
export interface TinyModelOptions {
  dimensions?: number;
  /** What config.json states; by default the truth. */
  statedDimensions?: number;
  /** Matrix products per token: makes an inference slow. */
  layers?: number;
  /** The weights of this token are NaN. */
  poisoned?: string;
  maxTokens?: number;
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
const WORDS = ['the', 'cat', 'sat', 'on', 'mat', 'poison', 'dog', 'safe', 'not', '.', '!', '?', ','];
const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]'];
const VOCABULARY = [...SPECIAL, ...WORDS, ...LETTERS, ...LETTERS.map((letter) => `##${letter}`)];

/**
 * Writes a BERT-shaped model with fixed pseudo-random weights in transformers.js layout. A token's state is its vector
 * plus the mean of the window, through tanh layers, so padding that leaks into the result is seen.
 */
export function writeTinyModel(folder: string, options: TinyModelOptions = {}): string {
  const dimensions = options.dimensions ?? 16;
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  const json = (name: string, value: unknown): void =>
    writeFileSync(join(folder, name), JSON.stringify(value));
  json('config.json', {
    model_type: 'bert',
    architectures: ['BertModel'],
    hidden_size: options.statedDimensions ?? dimensions,
    max_position_embeddings: 512,
    vocab_size: VOCABULARY.length,
  });
  json('tokenizer_config.json', {
    tokenizer_class: 'BertTokenizer',
    model_max_length: options.maxTokens ?? 32,
    pad_token: '[PAD]',
    unk_token: '[UNK]',
    cls_token: '[CLS]',
    sep_token: '[SEP]',
  });
  json('tokenizer.json', tokenizer());
  writeFileSync(join(folder, 'onnx/model.onnx'), network(dimensions, options));
  return folder;
}

function tokenizer(): unknown {
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: SPECIAL.map((content, id) => ({
      id,
      content,
      special: true,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
    })),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: ['[CLS]', 'A', '[SEP]'].map((id) =>
        id === 'A' ? { Sequence: { id, type_id: 0 } } : { SpecialToken: { id, type_id: 0 } },
      ),
      pair: [],
      special_tokens: {
        '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
        '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
      },
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(VOCABULARY.map((piece, id) => [piece, id])),
    },
  };
}

/** An ONNX file by hand; field numbers are those of onnx.proto3. */
function network(dimensions: number, { layers = 1, poisoned }: TinyModelOptions): Buffer {
  const next = pseudoRandom();
  const table = Float32Array.from({ length: VOCABULARY.length * dimensions }, next);
  if (poisoned !== undefined) {
    const row = VOCABULARY.indexOf(poisoned);
    table.fill(Number.NaN, row * dimensions, (row + 1) * dimensions);
  }
  const square = Float32Array.from({ length: dimensions ** 2 }, () => next() / Math.sqrt(dimensions));
  const nodes = [
    node('Gather', ['table', 'input_ids'], 'e'),
    node('Cast', ['attention_mask'], 'm', [message(5, text(1, 'to'), int(3, 1), int(20, 2))]),
    node('Unsqueeze', ['m', 'last'], 'm3'),
    node('Mul', ['e', 'm3'], 'em'),
    node('ReduceSum', ['em', 'middle'], 's'),
    node('ReduceSum', ['m3', 'middle'], 'n'),
    node('Div', ['s', 'n'], 'mean'),
    node('Add', ['e', 'mean'], 'h0'),
  ];
  for (let layer = 0; layer < layers; layer++) {
    nodes.push(node('MatMul', [`h${layer}`, 'square'], `p${layer}`));
    nodes.push(node('Tanh', [`p${layer}`], layer === layers - 1 ? 'last_hidden_state' : `h${layer + 1}`));
  }
  const tokens = ['batch', 'tokens'];
  const graph = message(
    7,
    ...nodes,
    text(2, 'tiny'),
    floats('table', [VOCABULARY.length, dimensions], table),
    floats('square', [dimensions, dimensions], square),
    axis('last', 2n),
    axis('middle', 1n),
    value(11, 'input_ids', { type: 7, shape: tokens }),
    value(11, 'attention_mask', { type: 7, shape: tokens }),
    value(12, 'last_hidden_state', { type: 1, shape: [...tokens, dimensions] }),
  );
  return Buffer.concat([int(1, 8), graph, message(8, text(1, ''), int(2, 13))]);
}

function node(op: string, inputs: string[], output: string, attributes: Buffer[] = []): Buffer {
  return message(1, ...inputs.map((input) => text(1, input)), text(2, output), text(4, op), ...attributes);
}

function floats(name: string, dims: number[], data: Float32Array): Buffer {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return message(5, ...dims.map((size) => int(1, size)), int(2, 1), text(8, name), field(9, bytes));
}

function axis(name: string, of: bigint): Buffer {
  const bytes = Buffer.from(BigInt64Array.of(of).buffer);
  return message(5, int(1, 1), int(2, 7), text(8, name), field(9, bytes));
}

function value(
  tag: number,
  name: string,
  { type, shape }: { type: number; shape: (string | number)[] },
): Buffer {
  const dims = shape.map((size) => message(1, typeof size === 'string' ? text(2, size) : int(1, size)));
  return message(tag, text(1, name), message(2, message(1, int(1, type), message(2, ...dims))));
}

function message(tag: number, ...parts: Buffer[]): Buffer {
  return field(tag, Buffer.concat(parts));
}

function text(tag: number, content: string): Buffer {
  return field(tag, Buffer.from(content));
}

function field(tag: number, bytes: Buffer): Buffer {
  return Buffer.concat([varint((tag << 3) | 2), varint(bytes.length), bytes]);
}

function int(tag: number, content: number): Buffer {
  return Buffer.concat([varint(tag << 3), varint(content)]);
}

function varint(content: number): Buffer {
  const bytes: number[] = [];
  let rest = content;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}

function pseudoRandom(): () => number {
  let state = 12345;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

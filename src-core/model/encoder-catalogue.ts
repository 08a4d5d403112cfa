/** A file of a model, in the layout that transformers.js reads. */
export interface EncoderFile {
  path: string;
  /** About this many bytes, to be shown before a download; the hub states the exact size. */
  size: number | null;
  /**
   * Hex. Null: not known when this list was written. A download then takes it from the hub, which states the SHA-256 of
   * every large file, and pins it beside the model, where each later start compares the weights with it.
   */
  sha256: string | null;
}

/** A sentence encoder that Gnomon knows by name. */
export interface EncoderEntry {
  /** Name on the Hugging Face hub, or of the folder for the bundled one. */
  id: string;
  label: string;
  /** What it is good for, in a few words. */
  note: string;
  /** Branch, tag or commit to ask the hub for; the commit that answered is pinned beside the model. */
  revision: string;
  files: readonly EncoderFile[];
  dimensions: number;
  /** Tokens of a window, the special ones included. */
  maxTokens: number;
  pooling: 'mean' | 'cls';
  /** Vectors are scaled to length 1. */
  normalise: true;
  /** Put before every text, as in the model's training. */
  prefix: string;
  /** BCP 47 codes; `mul`: many. */
  languages: readonly string[];
  /** SPDX. */
  licence: string;
  bundled: boolean;
}

export const BUNDLED_ENCODER = 'gnomon-mini';

export const ENCODERS: readonly EncoderEntry[] = [
  {
    id: BUNDLED_ENCODER,
    label: 'Gnomon mini',
    note: 'shipped; small, measures wording and topic',
    revision: '1',
    files: files(5_389_879, 264_605),
    dimensions: 256,
    maxTokens: 512,
    pooling: 'mean',
    normalise: true,
    prefix: '',
    languages: ['en'],
    licence: 'MIT',
    bundled: true,
  },
  {
    id: 'Xenova/all-MiniLM-L6-v2',
    label: 'all-MiniLM-L6-v2',
    note: 'English, fast',
    revision: 'main',
    files: files(90_400_000, 712_000),
    dimensions: 384,
    maxTokens: 256,
    pooling: 'mean',
    normalise: true,
    prefix: '',
    languages: ['en'],
    licence: 'Apache-2.0',
    bundled: false,
  },
  {
    id: 'Xenova/bge-base-en-v1.5',
    label: 'bge-base-en-v1.5',
    note: 'English, stronger, about 10 times slower',
    revision: 'main',
    files: files(436_000_000, 712_000),
    dimensions: 768,
    maxTokens: 512,
    pooling: 'cls',
    normalise: true,
    prefix: '',
    languages: ['en'],
    licence: 'MIT',
    bundled: false,
  },
  {
    id: 'Xenova/multilingual-e5-small',
    label: 'multilingual-e5-small',
    note: 'about 100 languages',
    revision: 'main',
    files: files(470_000_000, 17_100_000),
    dimensions: 384,
    maxTokens: 512,
    pooling: 'mean',
    normalise: true,
    prefix: 'query: ',
    languages: ['mul'],
    licence: 'MIT',
    bundled: false,
  },
];

/** The entry of an id, with or without its owner (`all-MiniLM-L6-v2`). */
export function encoderEntry(id: string): EncoderEntry | undefined {
  return ENCODERS.find((entry) => entry.id === id || entry.id.split('/').at(-1) === id);
}

/** Bytes of all files of a model, as far as they were known when the catalogue was written. */
export function encoderSize({ files: all }: EncoderEntry): number {
  return all.reduce((sum, { size }) => sum + (size ?? 0), 0);
}

function files(weights: number | null, vocabulary: number | null): EncoderFile[] {
  return [
    { path: 'config.json', size: weights === null ? null : 1000, sha256: null },
    { path: 'tokenizer.json', size: vocabulary, sha256: null },
    { path: 'tokenizer_config.json', size: weights === null ? null : 1000, sha256: null },
    { path: 'onnx/model.onnx', size: weights, sha256: null },
  ];
}

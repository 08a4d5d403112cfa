import type { ErrorDetails, ErrorKind } from '@core/model/app-error';
import type { ModelFolder } from './model-folder';

/** To the embedding process: `load` once and first, then `embed`, one at a time. */
export type EmbedderRequest =
  | { kind: 'load'; model: ModelFolder; threads: number }
  | { kind: 'embed'; id: number; texts: readonly string[] }
  | { kind: 'cancel'; id: number };

/** One for each `embed`. A model that can't be loaded is told as the failure of the first one. */
export type EmbedderReply =
  | { kind: 'vectors'; id: number; vectors: Float32Array }
  | { kind: 'failed'; id: number; error: { kind: ErrorKind; details: ErrorDetails } };

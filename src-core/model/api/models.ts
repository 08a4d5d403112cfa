import type { ErrorDetails } from '../app-error';
import type { EncoderIdentity } from '../encoder-identity';
import type { ApiErrorBody } from '../api';

/**
 * Encoders, as the window lists and chooses them. Folders are named by ids that the host made, never by paths from the
 * page.
 *
 *   GET    /api/models                               → ModelList
 *   POST   /api/models/select     {model}            → ModelList
 *   POST   /api/models/download   {model}            → NDJSON of ModelDownloadEvent; abort the request to cancel
 *   POST   /api/models/remove     {model}            → ModelList      deletes a download, or forgets a folder
 *   GET    /api/workspaces/:id/encoders              → MeasuredEncoder[]
 */
export interface ModelList {
  models: readonly ModelEntry[];
  /** Id of the model that the window measures with. */
  selected: string;
  /** Folder on this computer into which model folders can be copied. */
  folder: string;
}

/** ready: can be loaded. partial: a download was broken off and can go on. absent: to download. missing: its folder is gone. */
export type ModelState = 'ready' | 'partial' | 'absent' | 'missing';

export interface ModelEntry {
  id: string;
  label: string;
  /** What it is good for; empty where that is not known. */
  note: string;
  origin: 'bundled' | 'catalogue' | 'folder';
  state: ModelState;
  /** Bytes of its files on this disk, and in all; null where that is not known. */
  bytes: number;
  size: number | null;
  /** SPDX; null where the model's folder does not say. */
  licence: string | null;
  /** BCP 47, `mul` for many; empty where the model's folder does not say. */
  languages: readonly string[];
  dimensions: number | null;
  maxTokens: number | null;
  /** Of a folder on this computer; null for the others. */
  path: string | null;
  /** Whether it can be deleted (a download) or forgotten (a folder). */
  removable: boolean;
  /** Why it can't be used; null when nothing is wrong. */
  problem: ErrorDetails | null;
}

export type ModelDownloadEvent =
  | { type: 'progress'; progress: ModelDownloadProgress }
  | { type: 'done'; models: ModelList }
  | { type: 'error'; error: ApiErrorBody };

export interface ModelDownloadProgress {
  bytes: number;
  total: number;
  /** Null before they are known. */
  bytesPerSecond: number | null;
  secondsLeft: number | null;
}

/** What one encoder measured in a workspace. */
export interface MeasuredEncoder {
  identity: EncoderIdentity;
  pairs: number;
  /** The figures are computed from these. */
  current: boolean;
}

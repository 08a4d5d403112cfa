import type { EncoderIdentity } from '../model/encoder-identity';
import type { Reject, RejectCode } from '../model/import';
import type { Manifest, ManifestSource } from '../model/workspace';
import type { Pair } from '../model/pair';
import type { Spill } from './spill';

/** How the two outputs of a pair compare; null where they can't be (an arm failed or carries no text). */
export interface Comparison {
  exactRaw: boolean | null;
  exactNormalised: boolean | null;
  /** Production against its rerun, where both outputs and the rerun's are there; null elsewhere. */
  rerunExactRaw: boolean | null;
  rerunExactNormalised: boolean | null;
  prodErrorKind: string | null;
  shadowErrorKind: string | null;
  prodTimeout: boolean;
  shadowTimeout: boolean;
}

/** A segment's numbers as an Arrow IPC stream with the columns of `emptySegment`, or why it can't be read. */
export type HotSegment =
  | { name: string; pairs: number; bytes: Uint8Array; reason: null }
  | { name: string; pairs: number; bytes: null; reason: string };

/** Told each segment of an import, as an Arrow IPC stream with the keyed columns known by then. */
export type SegmentListener = (segment: Uint8Array, keyed: readonly string[]) => void;

/** The texts of one pair, read from its segment on demand. */
export interface PairTexts {
  prompt: string | null;
  messages: string | null;
  prodResponse: string | null;
  prodError: string | null;
  shadowResponse: string | null;
  shadowError: string | null;
  /** Production's output to the same request asked once more; null where there is none. */
  rerunResponse: string | null;
}

export interface RejectQuery {
  code?: RejectCode;
  offset: number;
  limit: number;
}

/** The folder that is the truth: immutable segments, append-only journals, and a manifest that names them. */
export interface WorkspaceStore {
  readonly path: string;
  readonly manifest: Manifest;
  /** What its similarities were measured with when it was opened; null when Gnomon measured none. */
  readonly similarity: { identity: EncoderIdentity; batches: number } | null;
  /** Why similarities that were measured can not be shown; null when nothing is wrong. */
  readonly similarityProblem: string | null;
  /** All columns and no rows, as an Arrow IPC stream: what the database's table is made from. */
  emptySegment(): Uint8Array;
  /** Segments in order; a damaged one is named, never fatal. */
  hotSegments(): AsyncIterable<HotSegment>;
  /** True when every segment's numbers can be read and match their checksum. */
  isIntact(): Promise<boolean>;
  /** Texts of pairs by their sequence numbers, in the order asked for. */
  readTexts(seqs: readonly number[]): Promise<PairTexts[]>;
  /**
   * The beginnings of texts by their sequence numbers, in the order asked for, each read by itself from its place on
   * disk: pairs in any order take the same time. Null where a text is missing or its segment can't be read; the
   * checksum is not looked at, so what is clipped here is only for a first look.
   * @param length characters (UTF-16 units) of each at most
   */
  previewTexts(seqs: readonly number[], length: number): Promise<PairTexts[]>;
  readRejects(query: RejectQuery): Promise<{ total: number; rows: Reject[] }>;
  countRejects(): Promise<{ code: RejectCode; count: number }[]>;
  /**
   * Takes the writer's lock and starts an import.
   * @throws AppError('locked') when another process writes, 'read-only', 'no-space'
   */
  beginImport(options?: { onSegment?: SegmentListener }): Promise<ImportTransaction>;
  /**
   * Puts small neighbouring segments together where there are so many that they slow opening down; pairs and their
   * sequence numbers stay.
   * @param most small segments that may stay
   * @returns whether it changed anything
   * @throws AppError('locked') when another process writes, 'read-only', 'no-space'
   */
  mergeSmallSegments(most: number): Promise<boolean>;
}

export interface CommitOptions {
  /** SHA-256 of a source that has grown: the new one stands in its place. */
  grown?: string;
}

/** All or nothing: what is appended counts only after `commit`, and then survives a crash. */
export interface ImportTransaction {
  /** Tag and label keys that got no column because there were too many. */
  readonly droppedKeys: readonly string[];
  append(pair: Pair, comparison: Comparison): void;
  reject(reject: Reject): void;
  /** Room for a join that is larger than memory; dispose of it before the transaction ends. */
  openSpill(): Promise<Spill>;
  /** Waits while more is buffered than may be; call it between batches. */
  drain(): Promise<void>;
  /** Writes what is left, then names it in the manifest in one atomic step, and releases the lock. */
  commit(sources: readonly ManifestSource[], options?: CommitOptions): Promise<void>;
  /** Drops what was appended and releases the lock. */
  abort(): Promise<void>;
}

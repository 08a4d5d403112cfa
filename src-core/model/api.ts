import type { ErrorDetails, ErrorKind } from './app-error';
import type { ArmName } from './arm';
import type { SimilarityProgress, SimilarityRun } from './similarity-run';
import type { ImportTotals, LogInspection, Mapping, Reject, RejectCode, TimeUnits } from './import';

/**
 * The door between window and host. HTTP semantics in Electron (custom scheme) and in a browser (127.0.0.1):
 *
 *   GET    /api/state                                → AppState
 *   POST   /api/logs?name=N   (body: the file)       → LogRef           upload from a browser
 *   POST   /api/inspect       InspectRequest         → LogInspection[]
 *   POST   /api/import        ImportRequest          → NDJSON of ImportEvent; abort the request to cancel
 *   POST   /api/example                              → {workspace}      imports the bundled example
 *   GET    /api/workspaces/:id/overview              → Overview
 *   POST   /api/workspaces/:id/similarity            → NDJSON of SimilarityEvent; abort the request to cancel
 *   GET    /api/workspaces/:id/pairs/:seq            → PairDetail       ?blind=SEED&reviewer=NAME hides the arms
 *   GET    /api/workspaces/:id/pair?request_id=R     → PairDetail       the same, by request id
 *   GET    /api/workspaces/:id/pairs/:seq/meaning    → PairMeaning
 *   GET    /api/workspaces/:id/reviews               → ReviewSummary
 *   GET    /api/workspaces/:id/reviews/queue?f=F     → ReviewQueue      comparable pairs of an encoded filter
 *   GET    /api/workspaces/:id/reviews/votes         → VoteColumn[]     label columns of the log that hold votes
 *   POST   /api/workspaces/:id/reviews/import {keys, a} → {added}       label columns of the log as reviews
 *   POST   /api/workspaces/:id/reviews  ReviewRequest → PairDetail     with the review in it
 *   GET    /api/workspaces/:id/rejects?code&offset&limit → RejectPage
 *   GET    /api/workspaces/:id/report…, …/sign-offs  see api/sign-off
 *   DELETE /api/recent/:id                           → 204, forgets the entry, deletes no data
 *
 * Every error answers `ApiErrorBody` with a status by its kind. Files are named by ids that the host handed out,
 * never by paths from the page. In a browser each request carries the run's token in `x-gnomon-token`.
 */
export interface AppState {
  version: string;
  host: 'electron' | 'browser';
  recent: readonly RecentWorkspace[];
  /** Workspace to show at start, e.g. of the logs named on the command line. */
  current: string | null;
  /** Logs named on the command line that no workspace holds yet: the page offers to import them. */
  opening: readonly LogRef[];
}

export interface RecentWorkspace {
  id: string;
  name: string;
  pairs: number;
  openedAt: number;
  /** False when its folder is gone. */
  available: boolean;
}

/** A log file that the host may read, by id. */
export interface LogRef {
  id: string;
  name: string;
  size: number;
}

export interface ImportOptions {
  mapping?: Mapping;
  units?: TimeUnits;
  /** LogRef id → arm, for one-arm logs whose arm was guessed wrong. */
  arms?: Readonly<Record<string, ArmName>>;
}

export interface InspectRequest extends ImportOptions {
  logs: readonly string[];
}

export interface ImportRequest extends ImportOptions {
  logs: readonly string[];
  /** Add to this workspace; absent: a new one (or the one that already holds these logs). */
  workspace?: string;
}

export type ImportEvent =
  | { type: 'progress'; progress: ImportProgress }
  | { type: 'done'; workspace: string; imported: ImportTotals }
  | { type: 'error'; error: ApiErrorBody };

/** What `POST …/similarity` takes. */
export interface SimilarityRequest {
  /** Id of a model (see api/models); absent: the one that was selected. */
  model?: string;
  /** Stop as soon as the criterion is decided. */
  untilDecided?: boolean;
}

export type SimilarityEvent =
  | { type: 'progress'; progress: SimilarityProgress }
  | { type: 'done'; run: SimilarityRun }
  | { type: 'error'; error: ApiErrorBody };

export interface ImportProgress {
  phase: 'reading' | 'joining' | 'finishing';
  bytesRead: number;
  bytesTotal: number;
  pairs: number;
  rejected: number;
  /** Bytes per second so far, and seconds left at that rate; null before it is known. */
  bytesPerSecond: number | null;
  secondsLeft: number | null;
}

export interface RejectPage {
  total: number;
  offset: number;
  rows: readonly Reject[];
  byCode: readonly { code: RejectCode; count: number }[];
}

export interface ApiErrorBody {
  kind: ErrorKind;
  details: ErrorDetails;
}

export type { LogInspection };

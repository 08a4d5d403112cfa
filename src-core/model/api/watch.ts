import type { ApiErrorBody } from '../api';
import type { Alert, WatchState } from '../alert';
import type { CaptureCoverage, CoverageCounts } from '../capture-coverage';

/*
 *   GET    /api/workspaces/:id/watch   → WatchInfo
 *   POST   /api/workspaces/:id/follow  → NDJSON of FollowEvent until the request is aborted; the page names no paths
 */

/** What is known of a workspace's logs and alerts without a new look. */
export interface WatchInfo {
  /** Logs that can be followed, by name; empty when they were uploaded or their places are not known. */
  logs: readonly string[];
  /** Places at which logs of the workspace lay and lie no more. */
  missing: readonly string[];
  /** Folder of the workspace on the machine that Gnomon runs on. */
  folder: string;
  state: WatchState;
  captures: readonly CaptureInfo[];
}

/** A capture that writes one of the logs. */
export type CaptureInfo = Omit<CaptureCoverage, 'windows'> & { totals: CoverageCounts };

/** What happened to a log beside growing; nothing of it is an error, and following goes on. */
export interface LogEvent {
  /** ms since 1970 UTC. */
  at: number;
  /** Name of the log. */
  log: string;
  /** A new file in its place; the same file with less in it; no file; a file again. */
  what: 'rotated' | 'cut' | 'gone' | 'back';
}

export const LOG_EVENT_SAYS: Readonly<Record<LogEvent['what'], string>> = {
  rotated: 'was rotated: what stood in the old file is read to its end, and the new one followed',
  cut: 'was cut: what stands in it now is read from its beginning; pairs that were taken stay',
  gone: 'is gone: it is followed again as soon as it is back; pairs that were taken stay',
  back: 'is back, and followed again',
};

export type FollowEvent =
  | {
      type: 'step';
      /** Pairs that this step brought, and lines that can not be read. */
      added: number;
      rejected: number;
      /** When the last pair came since following began, ms since 1970 UTC; null when none has. */
      grewAt: number | null;
      /** What happened to the logs at this step. */
      logEvents: readonly LogEvent[];
      /** ms since 1970 UTC. */
      at: number;
      state: WatchState;
      captures: readonly CaptureInfo[];
      /** Alerts and all-clears of this step. */
      fresh: readonly Alert[];
    }
  | { type: 'error'; error: ApiErrorBody };

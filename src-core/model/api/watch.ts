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
  state: WatchState;
  captures: readonly CaptureInfo[];
}

/** A capture that writes one of the logs. */
export type CaptureInfo = Omit<CaptureCoverage, 'windows'> & { totals: CoverageCounts };

export type FollowEvent =
  | {
      type: 'step';
      /** Pairs that this step brought. */
      added: number;
      /** ms since 1970 UTC. */
      at: number;
      state: WatchState;
      captures: readonly CaptureInfo[];
      /** Alerts and all-clears of this step. */
      fresh: readonly Alert[];
    }
  | { type: 'error'; error: ApiErrorBody };

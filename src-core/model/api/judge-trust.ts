import type { ApiErrorBody } from '../api';
import type { TrustReport } from '../judge-trust';

/**
 *   GET /api/workspaces/:id/judge/trust    → NDJSON of TrustEvent, of the configuration whose verdicts count
 *   GET /api/workspaces/:id/judge/options  → JudgeOptions  what a run can be set up with
 */
export type TrustEvent =
  /**
   * Null before anything was judged. Where many outputs are to be read for alarms and style, one without those comes
   * first, with the number of pairs that are `unread`; the last one has none.
   */
  | { type: 'report'; report: TrustReport | null; unread: number }
  | { type: 'reading'; done: number; total: number }
  | { type: 'error'; error: ApiErrorBody };

export interface JudgeOptions {
  /** Tags to stratify by and labels that may hold a reference answer, as `tags.route`, `labels.answer`. */
  tags: readonly string[];
  labels: readonly string[];
  /** Request ids of some pairs that can be judged, in random order: what a prompt is tried on. */
  pairs: readonly string[];
}

import type { TrustReport } from '../judge-trust';

/**
 *   GET /api/workspaces/:id/judge/trust    → JudgeTrust    of the configuration whose verdicts count
 *   GET /api/workspaces/:id/judge/options  → JudgeOptions  what a run can be set up with
 */
export interface JudgeTrust {
  /** Null before anything was judged. */
  report: TrustReport | null;
}

export interface JudgeOptions {
  /** Tags to stratify by and labels that may hold a reference answer, as `tags.route`, `labels.answer`. */
  tags: readonly string[];
  labels: readonly string[];
  /** Request ids of some pairs that can be judged, in random order: what a prompt is tried on. */
  pairs: readonly string[];
}

import type { ReviewContent, ReviewVerdict } from '../review';

/** What people said of the pairs of a workspace, and how far they agree. */
export interface ReviewSummary {
  /** Pairs with a verdict by anybody. */
  labelled: number;
  /** Pairs in which both arms answered with a text, and so can be compared. */
  comparable: number;
  reviewers: readonly ReviewerSummary[];
  /** Tags in use, the most frequent first. */
  tags: readonly { tag: string; count: number }[];
  agreements: readonly Agreement[];
  /** Pairs on which two reviewers differ, at most `SHOWN_DISAGREEMENTS`, those of one against the other first. */
  disagreements: { total: number; shown: readonly Disagreement[] };
  /** Lines of the journal that hold no review. */
  damaged: readonly { line: number; reason: string }[];
  /** Level of each bound. */
  level: number;
}

export interface ReviewerSummary {
  reviewer: string;
  counts: Readonly<Record<ReviewVerdict, number>>;
  /** Verdicts given while the arms were hidden. */
  blind: number;
  /** Verdicts imported from the log. */
  imported: number;
  /** When the last one was written, ms since 1970 UTC. */
  lastAt: number;
}

/** Two reviewers on the pairs that both labelled. */
export interface Agreement {
  first: string;
  second: string;
  n: number;
  /** Counts: rows the first reviewer's verdict, columns the second's, both in the order of REVIEW_VERDICTS. */
  table: readonly (readonly number[])[];
  /** Share of pairs on which they agree. */
  observed: number;
  /** Cohen's κ and its one-sided bounds; null where it does not exist. */
  kappa: number | null;
  lower: number | null;
  upper: number | null;
}

export interface Disagreement {
  requestId: string;
  verdicts: readonly (readonly [reviewer: string, verdict: ReviewVerdict])[];
}

/** A label column whose values are votes. */
export interface VoteColumn {
  /** Key of the label, which becomes the reviewer's name. */
  key: string;
  counts: Readonly<Record<ReviewVerdict, number>>;
  /** Votes that are reviews already. */
  imported: number;
}

export const SHOWN_DISAGREEMENTS = 200;

/** Pairs to review, in order. */
export interface ReviewQueue {
  requestIds: readonly string[];
  /** Places in the queue on which the reviewer gave a verdict already, ascending. */
  labelled: readonly number[];
  /** Pairs that the filter holds for; more than the queue when it was cut. */
  total: number;
}

export const LONGEST_QUEUE = 10_000;

/** A change of what a reviewer says of a pair. */
export interface ReviewStep {
  requestId: string;
  before: ReviewContent;
  after: ReviewContent;
}

/** What a reviewer can undo (`past`, the latest at the end) and redo (`future`, the next one at the end). */
export interface ReviewHistory {
  past: readonly ReviewStep[];
  future: readonly ReviewStep[];
}

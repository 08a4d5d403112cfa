import type { LookEvidence } from './look';
import type { MetricId } from './metric';

/**
 * The counts and moments that the decision needs, and nothing else: verdicts are a pure function of
 * Evidence and Plan, so that they can be recomputed for what-if and from a report's own JSON.
 */
export interface Evidence extends SliceEvidence {
  /** Metrics that the plan has a criterion on, as far as there is something to measure. */
  own?: Readonly<Partial<Record<MetricId, MetricEvidence>>>;
  /** Slices that the plan protects, by `tag=value`. */
  protected?: Readonly<Record<string, SliceEvidence>>;
  /** What requests were taken to come in; null: every pair for itself. */
  clusters?: ClusterColumn | null;
  looks?: LookEvidence;
  /** What people who compared the answers prefer; absent where nobody has. */
  humanWinRate?: HumanEvidence;
}

/** Evidence on the five built-in criteria, of the whole or of a slice. */
export interface SliceEvidence {
  coverage: CoverageEvidence;
  latency: LatencyEvidence;
  errors: ErrorEvidence;
  similarity: MomentEvidence;
  winRate: MomentEvidence;
}

/** The column whose values are the units that were drawn. */
export interface ClusterColumn {
  /** As in an export, e.g. `tags.user`. */
  column: string;
  /** Named in the plan rather than found. */
  declared: boolean;
  clusters: number;
  /** Pairs without a value: each counts as a cluster of its own. */
  alone: number;
}

/** Spread of a mean between clusters: see stats/cluster-mean-bounds. */
export interface ClusterSpread {
  count: number;
  /** Σ over clusters of (Σ over the cluster of (value − mean))², a cluster of more pairs scaled up as by leaving it out. */
  squares: number;
  /** As many clusters of equal size tell as much of the spread; left out: all are of equal size. */
  effective?: number;
}

export interface CoverageEvidence {
  /** Pairs in which both arms are settled (answered or failed), unique by request id. */
  complete: number;
  /** Pairs in all, with missing arms. */
  pairs: number;
  /** First and last timestamp, ms since 1970 UTC; null when the log has none. */
  firstTimestamp: number | null;
  lastTimestamp: number | null;
  /** Of a log that a capture wrote: whether its routes are logged in other proportions than they were eligible. */
  sampleRatio?: { p: number; alarm: boolean };
}

/**
 * Order statistics of total latency over pairs whose arms both answered or timed out.
 * A timeout counts as +Infinity (slower than every answer), so that it cannot flatter the quantile.
 */
export interface LatencyEvidence {
  n: number;
  prod: OrderStatistics | null;
  shadow: OrderStatistics | null;
  /** Pairs in which both arms are at or below their own quantile. */
  bothAtOrBelow: number;
  /** Pairs with a timeout in the arm. */
  timeouts: { prod: number; shadow: number };
  /** Cluster sums of "at or below the quantile" minus its mean: squares of each arm, and products. */
  clusters?: { count: number; prod: number; shadow: number; product: number } | null;
}

/** X(L), X(k) and X(U) of one arm in ms, with k = ⌈np⌉ and Woodruff's ranks L, U (see stats/quantile-ranks). */
export interface OrderStatistics {
  lower: number;
  quantile: number;
  upper: number;
}

/** Requests by who failed (a: both, b: only shadow, c: only production, d: none), and those without an arm. */
export interface ErrorEvidence {
  both: number;
  shadowOnly: number;
  prodOnly: number;
  neither: number;
  /** Production settled, shadow missing: by whether production failed. */
  missingShadow: { prodFailed: number; prodAnswered: number };
  missingProd: number;
  /** Spread of shadow failed − production failed, with missing shadows as failed and left out. */
  clusters?: { failed: ClusterSpread; excluded: ClusterSpread } | null;
}

/** Sample size, mean, standard deviation (n − 1) and third central moment (1/n) of a score. */
export interface MomentEvidence {
  n: number;
  mean: number | null;
  sd: number | null;
  m3: number | null;
  /** Eligible pairs that have no score. */
  unmeasured: number;
  /** What measured it, e.g. 'the log', a model's name. */
  source: string | null;
  clusters?: ClusterSpread | null;
  /** Of scores by judges and people: more of them are on the way, so that this look is not the only one. */
  open?: boolean;
  /** Of a judge's scores: pairs that it was not asked about. */
  byRule?: { failedArm: number; identical: number };
}

/** The shadow's score by people, pair by pair: the mean over its reviewers, ties ½. */
export interface HumanEvidence extends MomentEvidence {
  /** Labelled pairs of which nobody says anything but "both bad": they say nothing of which is better. */
  bothBad: number;
  /** Scored pairs that were labelled blind throughout. */
  blind: number;
}

/** What a metric is bounded from, by its kind. */
export type MetricEvidence =
  | ({ kind: 'quantile-ratio'; p: number } & LatencyEvidence)
  | {
      kind: 'total-ratio';
      n: number;
      /** Mean and variance (n − 1) per request. */
      prod: { mean: number; variance: number };
      shadow: { mean: number; variance: number };
      covariance: number;
      unmeasured: number;
      /** Spread of each request's relative deviation, shadow / mean − production / mean: that of ln ratio. */
      clusters?: ClusterSpread | null;
    }
  | {
      kind: 'rate-difference';
      shadowOnly: number;
      prodOnly: number;
      n: number;
      unmeasured: number;
      /** Spread of shadow − production. */
      clusters?: ClusterSpread | null;
    }
  | { kind: 'rate'; successes: number; n: number; unmeasured: number; clusters?: ClusterSpread | null }
  | ({ kind: 'mean' } & MomentEvidence);

/**
 * The counts and moments that the decision needs, and nothing else: verdicts are a pure function of
 * Evidence and Plan, so that they can be recomputed for what-if and from a report's own JSON.
 */
export interface Evidence {
  coverage: CoverageEvidence;
  latency: LatencyEvidence;
  errors: ErrorEvidence;
  similarity: MomentEvidence;
  winRate: MomentEvidence;
}

export interface CoverageEvidence {
  /** Pairs in which both arms are settled (answered or failed), unique by request id. */
  complete: number;
  /** Pairs in all, with missing arms. */
  pairs: number;
  /** First and last timestamp, ms since 1970 UTC; null when the log has none. */
  firstTimestamp: number | null;
  lastTimestamp: number | null;
}

/**
 * Order statistics of total latency over pairs whose arms both answered or timed out.
 * A timeout counts as +Infinity (slower than every answer), so that it cannot flatter the quantile.
 */
export interface LatencyEvidence {
  n: number;
  prod: OrderStatistics | null;
  shadow: OrderStatistics | null;
  /** Pairs in which both arms are at or below their own P95. */
  bothAtOrBelow: number;
  /** Pairs with a timeout in the arm. */
  timeouts: { prod: number; shadow: number };
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
}

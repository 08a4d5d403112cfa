/** Figures of one arm. Rates and quantiles are null when there is nothing to compute them from. */
export interface ArmMetrics {
  model: string | null;
  answered: number;
  failed: number;
  missing: number;
  /** failed / (answered + failed). */
  errorRate: number | null;
  /** Over answered requests, nearest rank, ms. */
  latency: LatencySummary;
  ttft: LatencySummary;
  tokensIn: number | null;
  tokensOut: number | null;
  /** USD over all requests that carry a cost, failed ones included. */
  cost: number | null;
  /** USD by answers, over the requests that carry a cost. */
  costPerAnswer: number | null;
  /** Characters of the output, over answered requests that carry one. */
  length: { n: number; mean: number | null; p50: number | null; p95: number | null };
  /** Failures by what the log calls them, most frequent first. */
  errorKinds: readonly { kind: string; count: number }[];
}

export interface LatencySummary {
  n: number;
  p50: number | null;
  p90: number | null;
  p95: number | null;
  p99: number | null;
  mean: number | null;
}

/** One-sided bounds of a figure; null on a side that the data does not bound. */
export interface FigureBounds {
  lower: number | null;
  upper: number | null;
}

/** A figure over n requests or pairs with its bounds; null where there is nothing to compute it from. */
export interface BoundedValue extends FigureBounds {
  n: number;
  value: number | null;
}

export type SummaryBounds = Readonly<Record<Exclude<keyof LatencySummary, 'n'>, FigureBounds>>;

/** Bounds of an arm's figures; the amounts are means a request, over the requests that carry one. */
export interface ArmBounds {
  errorRate: FigureBounds;
  latency: SummaryBounds;
  ttft: SummaryBounds;
  length: Pick<SummaryBounds, 'mean' | 'p50' | 'p95'>;
  tokensIn: BoundedValue;
  tokensOut: BoundedValue;
  cost: BoundedValue;
  costPerAnswer: BoundedValue;
}

/** How sure the figures are: bounds at the plan's level, for one look. */
export interface MetricBounds {
  /** Of the complete pairs' shares. */
  errors: Readonly<Record<keyof Metrics['errors'], FigureBounds>>;
  exactMatch: { raw: FigureBounds; normalised: FigureBounds };
  similarity: FigureBounds;
  prod: ArmBounds;
  shadow: ArmBounds;
  /** Shadow / production of what both arms took for the same requests. */
  ratios: Readonly<Record<'tokensIn' | 'tokensOut' | 'cost' | 'length', BoundedValue>>;
}

export interface Metrics {
  /** Pairs in the workspace. */
  total: number;
  /** Pairs in which both arms answered or failed. */
  complete: number;
  /** Pairs in which both arms answered. */
  bothAnswered: number;
  exactMatch: {
    /** Pairs that both arms answered and whose outputs can be compared. */
    n: number;
    raw: number;
    /** Equal after folding white space, Unicode form and JSON key order; null when the log brought its own comparison. */
    normalised: number | null;
  };
  similarity: { n: number; mean: number | null; source: string | null };
  errors: { both: number; shadowOnly: number; prodOnly: number; neither: number };
  prod: ArmMetrics;
  shadow: ArmMetrics;
  /** Absent in reports of a Gnomon that did not compute them. */
  bounds?: MetricBounds;
  /** First and last request, ms since 1970 UTC. */
  firstTimestamp: number | null;
  lastTimestamp: number | null;
}

/** The figures under the names that shadow-mode tooling uses. Latencies in ms, rates in 0–1. */
export interface SeedMetrics {
  total_samples: number;
  exact_match_rate: number | null;
  avg_similarity: number | null;
  shadow_latency_p50: number | null;
  shadow_latency_p95: number | null;
  prod_latency_p50: number | null;
  prod_latency_p95: number | null;
  shadow_error_rate: number | null;
  prod_error_rate: number | null;
}

import type { EncoderIdentity } from './encoder-identity';
import type { FlagKind, MeaningClass } from './meaning';
import type { ArmName } from './arm';
import type { CoverageCounts } from './capture-coverage';
import type { CriterionResult, Decision } from './decision';
import type { Evidence } from './evidence';
import type { ImportNote, ImportTotals, RejectCode } from './import';
import type { Metrics, SeedMetrics } from './metrics';
import type { NoiseFloor } from './noise-floor';
import type { Plan } from './plan';
import type { WorkspaceInfo } from './workspace';

/** To be raised whenever `Overview` or what its figures mean changes: cached ones of another number are not read. */
export const OVERVIEW_FORMAT = 3;

/** Everything that the Overview, the CLI and the report show. One source for all three. */
export interface Overview extends Figures {
  workspace: WorkspaceInfo;
  /** What the decision was computed from, so that it can be computed again. */
  evidence: Evidence;
  decision: Decision;
  /** What people prefer, beside the decision; absent where nobody has labelled a pair. */
  human?: CriterionResult;
  seed: SeedMetrics;
  quality: DataQuality;
}

/** What is told of pairs, be it all of a workspace or those of a filter. */
export interface Figures {
  workspace: Pick<WorkspaceInfo, 'id'>;
  plan: Plan;
  metrics: Metrics;
  latency: LatencyDistribution;
  similarity: SimilarityDistribution | null;
  /** Null when the log holds no production reruns. */
  noiseFloor: NoiseFloor | null;
  timeline: Timeline | null;
  /** Gnomon's version and when this was computed (ms since 1970 UTC). */
  version: string;
  computedAt: number;
}

/**
 * Figures of the pairs of a filter. They carry no verdict: pairs that were chosen after looking prove nothing. Bounds
 * are those of a single look.
 */
export interface FilterFigures extends Figures {
  criteria: readonly CriterionFigure[];
  /** Pairs of the workspace, of which `metrics.total` are the filter's. */
  all: number;
}

/** A criterion's estimate with its bounds, and what the plan asks for. */
export type CriterionFigure = Pick<
  CriterionResult,
  'id' | 'label' | 'estimate' | 'lower' | 'upper' | 'threshold' | 'passes' | 'level' | 'n' | 'method'
>;

/** Quantile curve of one arm's latency over answered requests: probability in (0, 1) → ms, ascending. */
export interface QuantilePoint {
  p: number;
  ms: number;
}

/** Ratio shadow / production of one quantile over complete pairs, with its paired one-sided bounds at the plan's level. */
export interface QuantileShift {
  p: number;
  n: number;
  ratio: number;
  lower: number | null;
  upper: number | null;
}

export interface LatencyDistribution {
  curves: Readonly<Record<ArmName, readonly QuantilePoint[]>>;
  shifts: readonly QuantileShift[];
}

export interface SimilarityHistogram {
  n: number;
  /** Equal-width bins over [from, to]. */
  from: number;
  to: number;
  counts: readonly number[];
  threshold: number;
  below: number;
  /** Wilson upper bound of the share below the threshold, at the plan's level. */
  belowUpper: number;
}

export interface SimilarityDistribution extends SimilarityHistogram {
  /** What Gnomon measured it with; null when the log brought it. */
  encoder: EncoderIdentity | null;
  /** The model's own scale on this data: outputs of different requests; null where Gnomon did not measure. */
  unrelated: { n: number; mean: number; p95: number } | null;
  /** What exact checks on the texts say of the measured pairs. */
  meaning: {
    n: number;
    classes: readonly { class: MeaningClass; count: number }[];
    flags: readonly { kind: FlagKind; count: number }[];
  } | null;
}

/** One bin of the timeline; quantiles over answered requests of the bin, null when it has none. */
export interface TimelineBin {
  /** Start, ms since 1970 UTC. */
  start: number;
  pairs: number;
  prodP95: number | null;
  shadowP95: number | null;
  prodFailed: number;
  shadowFailed: number;
  /** Settled requests per arm, the denominators of the error rates. */
  prodSettled: number;
  shadowSettled: number;
  similarity: number | null;
}

export interface Timeline {
  /** Width of a bin, ms. */
  binMs: number;
  bins: readonly TimelineBin[];
  /** Pairs without a timestamp, not in any bin. */
  untimed: number;
}

export interface DataQuality {
  /** What became of requests before they were in a log; left out where no capture wrote the logs. */
  capture?: CoverageCounts;
  imported: ImportTotals;
  rejectsByCode: readonly { code: RejectCode; count: number }[];
  notes: readonly ImportNote[];
  missing: Readonly<Record<ArmName, number>>;
  /** Segments that could not be read, with the reason; their pairs are not in any figure. */
  damaged: readonly { segment: string; pairs: number; reason: string }[];
}

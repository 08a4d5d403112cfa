import type { PairFilter } from './pair-filter';
import type { CriterionId } from './plan';

/** The criteria that are looked at in slices. */
export const SLICE_CRITERIA = [
  'latency_p95_ratio',
  'error_rate',
  'win_rate',
  'similarity',
] as const satisfies CriterionId[];
export type SliceCriterion = (typeof SLICE_CRITERIA)[number];

/** Alarms and drill-downs, not criteria: see the plan's protected slices for those. */
export interface SliceReport {
  /** Slices by where they come from, each a column; in order of appearance in the log. */
  dimensions: readonly SliceDimension[];
  /** False-discovery rate at which alarms are called, over all slices and criteria together. */
  q: number;
  /**
   * fixed: Benjamini–Hochberg over one analysis. anytime: Benjamini–Yekutieli over p-values that hold at every look,
   * since the log grows.
   */
  rule: 'fixed' | 'anytime';
  /** How many slice × criterion tests were made. */
  tests: number;
  /** Rows with at least the fewest pairs, worst first by what shrinkage leaves of the difference. */
  rows: readonly SliceRow[];
  /** Slices left out because they hold fewer pairs than this. */
  minPairs: number;
  tooSmall: number;
  /** The slice that is worst with its alarm; null when no alarm stands after correction. */
  worst: { slice: SliceKey; criterion: SliceCriterion; words: string } | null;
  simpson: readonly SimpsonWarning[];
  mix: readonly MixWarning[];
  /** Sampled against eligible traffic; null where no capture counted what was eligible. */
  sampleRatio: SampleRatio | null;
}

export interface SliceDimension {
  /** Column as in an export, or a name of its own: `language`, `prompt length`, `hour of day`. */
  column: string;
  label: string;
  values: number;
  /** Why values are left out, e.g. "each value stands for one request"; null when none is. */
  skipped: string | null;
}

export interface SliceKey {
  column: string;
  value: string;
}

export interface SliceRow {
  slice: SliceKey;
  label: string;
  filter: PairFilter;
  pairs: number;
  /** Share of all pairs. */
  share: number;
  protected: boolean;
  figures: readonly SliceFigure[];
  /** The three pairs that tell most about the worst figure. */
  telling: readonly TellingPair[];
  /** How far the slice's worst figure lies on the failing side after shrinkage, in standard errors of the whole; ranks only. */
  rank: number;
}

export interface SliceFigure {
  criterion: SliceCriterion;
  n: number;
  estimate: number | null;
  lower: number | null;
  upper: number | null;
  /** The same figure over all pairs. */
  whole: number | null;
  /** One-sided p-value of "the threshold is violated here", and its Benjamini–Hochberg adjustment. */
  harmP: number | null;
  adjustedP: number | null;
  alarm: boolean;
  /** Estimate drawn towards the others, for ranking only. */
  shrunk: number | null;
}

export interface TellingPair {
  seq: number;
  requestId: string;
  why: string;
}

/** The whole says one thing and every slice of a column the other. */
export interface SimpsonWarning {
  column: string;
  criterion: SliceCriterion;
  whole: number;
  /** Estimate after weighting the slices by production's mix. */
  standardised: number;
  slicesAgainst: number;
  slices: number;
  words: string;
}

/** The mix of a column has shifted between the first and the second half of the time covered. */
export interface MixWarning {
  column: string;
  p: number;
  /** The value whose share moved most. */
  value: string;
  before: number;
  after: number;
  words: string;
}

/** Whether the sampled requests stand for the eligible ones. */
export interface SampleRatio {
  column: string;
  eligible: number;
  sampled: number;
  chi2: number;
  p: number;
  /** Evidence that may be looked at any number of times; an alarm at 1/.001. */
  eValue: number;
  alarm: boolean;
  rows: readonly { value: string; eligible: number; sampled: number; expected: number }[];
  words: string;
}

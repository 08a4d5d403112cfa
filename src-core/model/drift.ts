import type { MetricId } from './metric';
import type { CriterionKey } from './plan';

/** How figures move over the time covered. */
export interface DriftReport {
  binMs: number;
  first: number;
  last: number;
  series: readonly DriftSeries[];
  /** Criteria that hold in a part of the time only. */
  partial: readonly PartialHold[];
  /** The experiment's own end: planned pairs at the present pace. */
  end: { plannedPairs: number; complete: number; expectedAt: number | null; words: string };
}

export interface DriftSeries {
  metric:
    | 'requests'
    | 'prod_p95'
    | 'shadow_p95'
    | 'latency_p95_ratio'
    | 'error_difference'
    | 'similarity'
    | 'win_rate'
    | MetricId;
  label: string;
  points: readonly DriftPoint[];
  changes: readonly DriftChange[];
}

export interface DriftPoint {
  /** Start of the bin, ms since 1970 UTC. */
  start: number;
  n: number;
  value: number | null;
  /** One-sided bounds at the plan's level; null where the bin is too small. */
  lower: number | null;
  upper: number | null;
}

export interface DriftChange {
  /** Start of the first bin after the change. */
  at: number;
  before: number;
  after: number;
  p: number;
  words: string;
}

export interface PartialHold {
  criterion: CriterionKey;
  /** Stretches of time and what the criterion says in each. */
  stretches: readonly {
    from: number;
    to: number;
    n: number;
    estimate: number | null;
    verdict: 'GO' | 'NO-GO' | 'NOT-ENOUGH-DATA';
  }[];
  words: string;
}

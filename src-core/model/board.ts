import type { ApiErrorBody } from './api';
import type { CostReport } from './cost';
import type { CriterionResult, Decision } from './decision';
import type { DriftReport } from './drift';
import type { ClusterColumn, Evidence } from './evidence';
import type { PlanState } from './look';
import type { PairFilter } from './pair-filter';
import type { CriterionKey } from './plan';
import type { RolloutPlan } from './rollout';
import type { SliceReport } from './slices';
import type { SettingRange } from './what-if';
import type { WorkspaceInfo } from './workspace';

/** Everything that the Decide screen and the report's pages behind the verdict show, but for the change ledger. */
export interface DecisionBoard extends BoardHead, BoardCounts, BoardFigures {
  slices: SliceReport;
}

/** What is known as soon as the criteria are decided, without asking the database. */
export interface BoardHead {
  workspace: WorkspaceInfo;
  planState: PlanState;
  /** What-if recomputes `decide(evidence, plan)` from this. */
  evidence: Evidence;
  decision: Decision;
  /** One for each criterion of the decision, in its order. Until the pairs are counted, without those that decide it. */
  criteria: readonly CriterionBoard[];
  /** The criterion that keeps the whole from GO the longest; null when nothing does or nothing helps. */
  binding: CriterionKey | null;
  clusters: ClusterColumn | null;
  rollout: RolloutPlan;
  /** In which range of each setting the verdict stays what it is. */
  robustness: readonly SettingRange[];
  /** ms since 1970 UTC. */
  computedAt: number;
}

/** What takes counting pairs: the rate at which they come, and what rests on it. */
export interface BoardCounts extends Pick<BoardHead, 'criteria' | 'binding' | 'rollout'> {
  /** Null: the log carries no times. */
  pace: Pace | null;
}

/** What takes a pass over the values of all pairs. */
export interface BoardFigures {
  latency: LatencyBeside | null;
  drift: DriftReport | null;
  cost: CostReport | null;
}

/** A board as far as it is known; the head comes first. */
export type GrowingBoard = BoardHead & Partial<DecisionBoard>;

/** A line of the stream that a board comes in: parts of a `DecisionBoard`, the head first. */
export type BoardEvent =
  | { type: 'part'; board: Partial<DecisionBoard> }
  | { type: 'error'; error: ApiErrorBody };

/** Figures beside the P95 ratio; they decide nothing. */
export interface LatencyBeside {
  /** Of each one-sided bound. */
  level: number;
  /** Quantile ratios where n allows bounds. */
  quantiles: readonly QuantileBeside[];
  perRequest: RequestRatio | null;
}

export interface QuantileBeside {
  p: number;
  n: number;
  /** Shadow / production. */
  ratio: number;
  paired: Interval;
  unpaired: Interval;
}

/** The median over requests of shadow / production of each one. */
export interface RequestRatio {
  n: number;
  median: number;
  /** Bounds of the sign test; null where n is too small. */
  lower: number | null;
  upper: number | null;
  /** Requests in which the shadow took longer, and less long. */
  slower: number;
  faster: number;
  /** Design effect that the bounds allow for; 1 where every request stands for itself. */
  deff: number;
  /** Two-sided p-value of "as often slower as faster"; null where requests come in clusters. */
  signP: number | null;
}

export interface CriterionBoard {
  key: CriterionKey;
  result: CriterionResult;
  /** Pairs that decide it, each set one click away. */
  deciding: readonly DecidingPairs[];
  /** The estimate if every missing value were the best or the worst possible; null where nothing can be missing. */
  missing: MissingBounds | null;
  /** Bounds from the same requests beside those as if the arms had seen different ones. */
  pairing: { paired: Interval; unpaired: Interval } | null;
  effective: EffectiveSize | null;
  more: MoreNeeded;
}

/** One-sided bounds at the criterion's level. */
export interface Interval {
  lower: number | null;
  upper: number | null;
}

export interface DecidingPairs {
  /** What they are, e.g. "requests around the shadow's P95". */
  label: string;
  /** Why they decide. */
  why: string;
  count: number;
  filter: PairFilter;
}

/** Manski 1989: what the estimate would be at the extremes. */
export interface MissingBounds extends Interval {
  missing: number;
  /** What is missing, in the plural. */
  unit: string;
  /** Whether the criterion would be decided the same way at both extremes. */
  verdictHolds: boolean;
}

export interface EffectiveSize {
  n: number;
  /** n / deff: as many independent pairs would tell as much. */
  effective: number;
  deff: number;
  clusters: number;
}

/** Requests a unit of time, from the timestamps of the log. */
export interface Pace {
  /** Complete pairs an hour, over the last stretch that stands for now. */
  perHour: number;
  /** 80 % range from the variation between hours. */
  range: readonly [number, number];
  /** The time that it is taken from, ms. */
  windowMs: number;
}

/** What would still be needed for an 80 % chance of GO. */
export interface MoreNeeded {
  state: 'decided' | 'reachable' | 'not-reachable' | 'unknown';
  /** Further pairs, with the range from the estimate's quartile bounds; null ends are not reachable. */
  pairs: number | null;
  range: readonly [number | null, number | null] | null;
  /** What is counted: pairs, requests, judged pairs. */
  unit: string;
  /** Time at the present pace, ms; null where it does not depend on requests (judging) or the pace is unknown. */
  durationMs: number | null;
  durationRange: readonly [number | null, number | null] | null;
  words: string;
}

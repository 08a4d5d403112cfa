import type { ArmName } from './arm';

/** What the change would cost or save; null figures where the log carries no cost. */
export interface CostReport {
  /** Pairs in which both arms carry a cost. */
  n: number;
  unmeasured: number;
  /** Shadow / production over the same requests, with one-sided bounds at the plan's level. */
  ratio: CostRatio | null;
  /** The same per answer given: failures cost money and answer nothing. */
  perAnswer: (CostRatio & Readonly<Record<ArmName, number>>) | null;
  perRequest: Readonly<Record<ArmName, number>> | null;
  /** What the shadow traffic of this workspace has cost: spent once, on the experiment, in no ratio. */
  shadowSpent: number;
  prodSpent: number;
  /** What judging has cost; null when nothing was judged. */
  judging: number | null;
  tokens: Readonly<Record<ArmName, { in: number | null; out: number | null }>>;
}

export interface CostRatio {
  estimate: number;
  lower: number;
  upper: number;
}

/** A month at a stated volume. */
export interface MonthlyCost {
  requests: number;
  prod: number;
  shadow: number;
  /** Shadow − production; negative is saved. */
  difference: { estimate: number; lower: number; upper: number };
}

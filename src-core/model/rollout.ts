import type { CriterionKey } from './plan';

export type PhaseKind = 'shadow' | 'canary';

/** Phases from the first mirrored request to all users, with what must hold to go on. */
export interface RolloutPlan {
  phases: readonly RolloutPhase[];
  /** Id of the phase in which the present data stands; the next one is entered when its gates hold. */
  current: string;
  /** Why the data stands there, in a sentence. */
  standing: string;
  /** Expected requests an hour of all traffic; null: unknown, so that no times are given. */
  trafficPerHour: number | null;
  /** Error over the whole ladder: how much of the plan's error each phase may spend on a wrong "go on". */
  errorBudget: number;
  notes: readonly string[];
}

export interface RolloutPhase {
  id: string;
  kind: PhaseKind;
  /** Share of traffic, in (0, 1]. */
  share: number;
  label: string;
  /** All must hold to enter the next phase. */
  gates: readonly RolloutGate[];
  /** Pairs (shadow) or requests (canary) at which the gates can be decided with 80 % power. */
  requiredN: number | null;
  expectedMs: number | null;
  stop: readonly RolloutRule[];
  rollback: readonly RolloutRule[];
  /** Error spent by the end of this phase: shadow: on a wrong GO; canary: on wrong alarms. */
  errorSpent: number;
  state: 'passed' | 'current' | 'ahead';
}

export interface RolloutGate {
  criterion: CriterionKey | null;
  words: string;
  threshold: number | null;
  passes: 'below' | 'above' | null;
  /** What the present data says of it. */
  state: 'holds' | 'fails' | 'open';
}

/** When to stop or go back, with its threshold on what monitoring can see. */
export interface RolloutRule {
  metric: 'error_rate' | 'latency_p95' | 'saturation' | 'complaints' | 'time' | 'criterion';
  words: string;
  threshold: number | null;
  unit: string | null;
}

export const ROLLOUT_FORMATS = ['argo', 'flagger', 'md'] as const;
export type RolloutFormat = (typeof ROLLOUT_FORMATS)[number];

import type { LedgerProgress, ChangeLedger } from '../ledger';
import type { ApiErrorBody } from '../api';
import type { Decision } from '../decision';
import type { Evidence } from '../evidence';
import type { PlanState } from '../look';
import type { PairFilter } from '../pair-filter';
import type { Plan } from '../plan';
import type { PlanPreset } from '../plan-presets';

/**
 *   GET    /api/workspaces/:id/plan                 → PlanAnswer
 *   PUT    /api/workspaces/:id/plan   PlanRequest   → PlanState; the plan is in force once this answers
 *   GET    /api/workspaces/:id/board                → NDJSON of BoardEvent; seeing it is a look
 *   POST   /api/workspaces/:id/what-if WhatIfRequest → WhatIfAnswer
 *   POST   /api/workspaces/:id/ledger               → NDJSON of LedgerEvent; reads every text once, abort to cancel
 */
export interface PlanAnswer {
  state: PlanState;
  presets: readonly PlanPreset[];
}

export interface PlanRequest {
  plan: Plan;
  by?: string | null;
  /** Why it is changed. */
  note?: string | null;
}

/** As if these pairs were not there, or as if another judge had been asked. */
export interface WhatIfRequest {
  /** A pair is left out when any of the filters holds for it. */
  exclude: readonly PairFilter[];
  /** Configuration of a judge that was asked in this workspace; null: the one that counts. */
  judge: string | null;
}

export interface WhatIfAnswer {
  evidence: Evidence;
  decision: Decision;
  excluded: number;
}

export type LedgerEvent =
  | { type: 'progress'; progress: LedgerProgress }
  | { type: 'done'; ledger: ChangeLedger }
  | { type: 'error'; error: ApiErrorBody };

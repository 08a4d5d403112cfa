import type { ApiErrorBody } from '../api';
import type { JudgeConfiguration, JudgeOrder, JudgeProviderKind, RunEntry } from '../judge';
import type {
  CountedPairs,
  JudgeBatchStatus,
  JudgeEstimate,
  JudgePriceTable,
  JudgeProgress,
  JudgeRun,
  JudgeRunSettings,
  JudgeTotals,
  PairVerdict,
  ShownJudgement,
} from '../judge-run';

/**
 *   GET    /api/judge/settings                              → JudgeSettings
 *   PUT    /api/judge/secret          SecretRequest         → 204; write-only, null removes it
 *   PUT    /api/judge/prices          JudgePriceTable       → JudgePriceTable
 *   PUT    /api/judge/consent         {destination}         → 204
 *   POST   /api/judge/models          {provider, baseUrl}   → JudgeModels   what the server offers
 *   GET    /api/workspaces/:id/judge                        → JudgeState
 *   PUT    /api/workspaces/:id/judge/current  {config}      → JudgeState   whose verdicts count
 *   POST   /api/workspaces/:id/judge/estimate EstimateRequest → NDJSON of EstimateEvent; abort the request to stop counting
 *   POST   /api/workspaces/:id/judge/preview  PreviewRequest → PromptPreview
 *   POST   /api/workspaces/:id/judge/run      JudgeRunRequest → NDJSON of JudgeEvent; abort the request to pause
 *   GET    /api/workspaces/:id/judge/run                    → NDJSON of JudgeEvent of the run under way; 404 without one
 *   POST   /api/workspaces/:id/judge/stop     {how: 'pause' | 'cancel'} → 204
 *   GET    /api/workspaces/:id/judge/judgements?config&unjudged&offset&limit → JudgementPage, newest first
 *   GET    /api/workspaces/:id/judge/pairs/:pair            → PairJudgements
 *
 * Configuration and settings may be given in part: what is left out takes its default.

 */
export interface JudgeSettings {
  providers: readonly JudgeProviderState[];
  prices: JudgePriceTable;
  /** Where keys are kept on this machine. */
  secrets: 'os-keychain' | 'file';
}

export interface JudgeProviderState {
  provider: JudgeProviderKind;
  label: string;
  /** Used where the configuration names none. */
  baseUrl: string;
  needsKey: boolean;
  /** Where its key comes from; null: there is none. */
  key: 'environment' | 'os-keychain' | 'file' | null;
  environmentVariable: string | null;
  batches: boolean;
}

/** What a judge's server offers, or why it could not be asked. */
export type JudgeModels = { models: readonly string[] } | { problem: ApiErrorBody };

export interface SecretRequest {
  provider: JudgeProviderKind;
  /** Null: the provider's own address. A key is only ever sent to the address that it was given for. */
  baseUrl: string | null;
  secret: string | null;
}

export interface JudgeRequest {
  configuration: Partial<JudgeConfiguration> & Pick<JudgeConfiguration, 'provider' | 'model'>;
  settings?: Partial<JudgeRunSettings>;
}
export type EstimateRequest = JudgeRequest;

export interface PreviewRequest extends JudgeRequest {
  /** Request id; absent: the first pair of the sample. */
  pair?: string;
  order?: JudgeOrder;
}
export interface JudgeRunRequest extends JudgeRequest {
  /** The destination to which the user has just agreed; kept, so that it is asked for once. */
  consent?: string;
}

export type JudgeEvent =
  | { type: 'progress'; progress: JudgeProgress }
  /** Each game after it was journalled. */
  | { type: 'judged'; games: readonly ShownJudgement[] }
  | { type: 'done'; run: JudgeRun }
  | { type: 'error'; error: ApiErrorBody };

export type EstimateEvent =
  | { type: 'counting'; counted: CountedPairs }
  | { type: 'done'; estimate: JudgeEstimate }
  | { type: 'error'; error: ApiErrorBody };

/** What the journal of a workspace holds. */
export interface JudgeState {
  /** Configurations that were used, newest first. */
  configurations: readonly {
    config: string;
    configuration: JudgeConfiguration;
    at: number;
    totals: JudgeTotals;
    /** What its last run was to do; null before the first. */
    run: Pick<
      RunEntry,
      'orders' | 'repeats' | 'rules' | 'planned' | 'representative' | 'stratifiedBy'
    > | null;
  }[];
  /** The one whose verdicts count; null before the first run. */
  current: string | null;
  batches: readonly JudgeBatchStatus[];
  running: boolean;
  /** Lines of the journal that could not be read. */
  damaged: readonly { line: number; reason: string }[];
}

export interface JudgementPage {
  total: number;
  offset: number;
  rows: readonly ShownJudgement[];
}

export interface PairJudgements {
  verdict: PairVerdict | null;
  games: readonly ShownJudgement[];
}

import * as v from 'valibot';
import type { CriterionResult } from './decision';
import {
  type BatchStatus,
  JUDGE_ORDERS,
  type Judgement,
  type JudgeVerdict,
  RulesSchema,
  type UnjudgedReason,
} from './judge';
import { PairFilterSchema } from './pair-filter';

const whole = v.pipe(
  v.number('must be a number'),
  v.integer('must be a whole number'),
  v.minValue(1, 'must be at least 1'),
);
const money = v.pipe(v.number('must be a number'), v.minValue(0, 'must not be negative'), v.finite());

/** Which pairs a run judges. All parts hold together. */
export const SampleSchema = v.strictObject({
  /** Pairs to draw; null: all. */
  size: v.optional(v.nullable(whole), null),
  /** Draw from each value of this tag (`tags.route`) in proportion to its share; null: from all alike. */
  stratifyBy: v.optional(v.nullable(v.string()), null),
  /** Only pairs for which this filter holds; empty: all. Such a sample says nothing of all pairs. */
  filter: v.optional(PairFilterSchema, []),
  /** Stop as soon as the win-rate criterion is decided, by a sequence that may be looked at at any time. */
  untilDecided: v.optional(v.boolean(), false),
});
export type JudgeSample = v.InferOutput<typeof SampleSchema>;

/** How a run goes about it. Nothing here changes what a judge answers. */
export const RunSettingsSchema = v.strictObject({
  sample: v.optional(SampleSchema, {}),
  orders: v.optional(v.pipe(v.array(v.picklist(JUDGE_ORDERS)), v.minLength(1)), [...JUDGE_ORDERS]),
  /** Times that each order is asked. */
  repeats: v.optional(v.pipe(whole, v.maxValue(20)), 1),
  rules: v.optional(RulesSchema, {}),
  /** Ceilings that calls in flight can't overrun; null: none. Money in USD, for what this run spends. */
  maxCost: v.optional(v.nullable(money), null),
  maxCalls: v.optional(v.nullable(whole), null),
  /** Calls in flight at most; the schedule finds how many the server bears. Null: what suits the provider. */
  maxConcurrency: v.optional(v.nullable(v.pipe(whole, v.maxValue(500))), null),
  /** ms. */
  timeoutMs: v.optional(v.pipe(whole, v.minValue(1000)), 120_000),
  /** Attempts for a call that fails for a reason that may pass; waiting as the server asks is none. */
  maxAttempts: v.optional(v.pipe(whole, v.maxValue(20)), 5),
  /** Hand the calls over as the provider's batch: half the price, up to a day. */
  batch: v.optional(v.boolean(), false),
  /** Hand over and ask nothing: only wait for the batches that were handed over before. */
  collectOnly: v.optional(v.boolean(), false),
  /** Ask again what was paid and gave no verdict. */
  retryUnjudged: v.optional(v.boolean(), false),
});
export type JudgeRunSettings = v.InferOutput<typeof RunSettingsSchema>;

/** Price of a model, USD for a million tokens. */
export const PriceSchema = v.strictObject({
  provider: v.string(),
  /** Name of the model; a `*` at its end stands for any ending. */
  model: v.string(),
  input: money,
  cachedInput: v.optional(money),
  output: money,
  /** Part of the price that a batch costs. */
  batchFactor: v.optional(money, 1),
});
export type JudgePrice = v.InferOutput<typeof PriceSchema>;

/** `judge-prices.json` of the data folder; the user may edit it. */
export const PriceTableSchema = v.strictObject({
  /** Day of the prices, e.g. 2026-11-01. */
  asOf: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/, 'must be a date such as 2026-11-01')),
  prices: v.array(PriceSchema),
});
export type JudgePriceTable = v.InferOutput<typeof PriceTableSchema>;

/** A price with its origin. */
export interface AppliedPrice extends JudgePrice {
  asOf: string;
  /** `local`: a server on this machine, taken as free. */
  from: 'table' | 'local';
}

/** The prompt of one game as it is sent. */
export interface PromptPreview {
  pair: string;
  order: Judgement['order'];
  system: string;
  user: string;
  /** JSON schema of the answer; null where free text is asked for. */
  schema: object | null;
  /** Tokens of the prompt, by `tokenizer`. */
  tokens: number;
  /** Passages that redaction replaced. */
  redacted: readonly { kind: string; count: number }[];
  promptHash: string;
}

/** How far the prompts of an estimate are counted, in pairs. */
export interface CountedPairs {
  done: number;
  total: number;
}

/** What a run would do. */
export interface JudgeEstimate {
  config: string;
  /** Pairs of the workspace that can be judged or decided by rule. */
  eligible: number;
  /** Pairs of the sample; the parts below are of it. */
  sampled: number;
  decidedByRule: RuleCounts;
  /** Pairs with texts to ask for. */
  toJudge: number;
  /** Games in all, those that the journal has (judged, or paid without a verdict), and those to ask. */
  games: { planned: number; judged: number; unjudged: number; waiting: number; toAsk: number };
  /** Tokens of what is still to ask: input counted on the very prompts; output expected and at most. */
  tokens: { input: number; output: number; outputMost: number };
  /** `exact` for OpenAI's models; else the count of another tokenizer, which may be off. */
  tokenizer: { name: string; exact: boolean };
  /** Where the expected output comes from: answers so far, or an assumption. */
  outputFrom: 'journal' | 'assumed';
  /** USD; null when the price is not known. `most` can't be exceeded. */
  cost: { expected: number; most: number } | null;
  price: AppliedPrice | null;
  /** Seconds at the speed seen before, or assumed; null for a batch. */
  seconds: number | null;
  /** Tokens that fit into the judge's context, prompt and answer together; null where it is not known. */
  context: number | null;
  /** Calls whose prompt and answer at most do not fit into it. */
  tooLong: number;
  preview: PromptPreview | null;
  /** What leaves the machine; null when nothing does. */
  disclosure: Disclosure | null;
  warnings: readonly string[];
}

/** What is sent where, said before anything is. */
export interface Disclosure {
  /** Key that consent is kept under: the server's address. */
  destination: string;
  /** In one sentence for people. */
  statement: string;
  /** When the user agreed, ms since 1970 UTC; null: not yet. */
  consentedAt: number | null;
}

export interface RuleCounts {
  shadowFailed: number;
  prodFailed: number;
  bothFailed: number;
  identical: number;
  /** Left out by rule. */
  excluded: number;
}

/** What the journal says of a configuration, over the sample of its last run. */
export interface JudgeTotals {
  /** Pairs with a verdict by the judge, by the strict rule, and those by rule. */
  judged: number;
  wins: number;
  ties: number;
  losses: number;
  /** Mean over the games of judged pairs, shadow's win being 1; pairs decided by rule included. Null without any. */
  gameMean: number | null;
  decidedByRule: RuleCounts;
  /** Pairs asked without a verdict, and pairs not asked. */
  unjudged: number;
  notAsked: number;
  games: { judged: number; unjudged: number; byReason: readonly { reason: UnjudgedReason; count: number }[] };
  tokens: { input: number; cachedInput: number; output: number };
  /** USD; games whose price is not known are counted beside it. */
  cost: number;
  costUnknown: number;
}

/** What a run has spent. */
export interface Spend {
  calls: number;
  /** USD; null when the price is not known. */
  cost: number | null;
  /** USD that may have been billed for calls that broke off; counted against the ceiling. */
  possible: number;
  ceiling: number | null;
  callsCeiling: number | null;
}

export interface JudgeProgress {
  state: 'preparing' | 'running' | 'waiting' | 'pausing' | 'batch';
  games: { done: number; total: number; inFlight: number; failed: number };
  pairs: { done: number; total: number };
  /** Calls in flight that the schedule allows at present. */
  concurrency: number;
  gamesPerSecond: number | null;
  secondsLeft: number | null;
  /** The server asked to wait: until when (ms since 1970 UTC), and why. */
  waiting: { until: number; reason: string } | null;
  /** Calls that failed and will be made again, with the last one's error; null where there are none. */
  retrying: { calls: number; message: string } | null;
  spend: Spend;
  totals: JudgeTotals;
  /** The criterion over what is judged so far. */
  running: Pick<CriterionResult, 'n' | 'estimate' | 'lower' | 'upper' | 'threshold' | 'verdict'>;
  /** Pairs with both orders judged, and those with the same verdict in both. */
  consistency: { both: number; same: number };
  batches: readonly JudgeBatchStatus[];
}

export interface JudgeBatchStatus {
  /** The provider's id; null while it is not known. */
  batch: string | null;
  config: string;
  provider: string;
  submittedAt: number;
  status: BatchStatus;
  games: number;
  /** The provider's own words, e.g. in_progress. */
  detail: string | null;
  completed: number | null;
  failed: number | null;
}

export type JudgeEnd =
  | 'complete'
  /** By the user; what was in flight has been waited for. */
  | 'paused'
  | 'cancelled'
  /** The criterion is decided. */
  | 'decided'
  /** A ceiling was reached. */
  | 'ceiling'
  /** The server refuses: key, quota, model; see `problem`. */
  | 'stopped'
  /** Batches are with the provider. */
  | 'batch';

/** How a run ended. */
export interface JudgeRun {
  ended: JudgeEnd;
  config: string;
  /** Games asked and journalled by this run. */
  asked: number;
  left: number;
  spend: Spend;
  totals: JudgeTotals;
  consistency: { both: number; same: number };
  /** Why it stopped, for people. */
  problem: { message: string; remedy: string | null } | null;
  /** Of a run that stopped early: what the rest would have cost. */
  saved: { games: number; cost: number | null } | null;
}

/** One game as lists show it. */
export interface ShownJudgement extends Judgement {
  justification: string | null;
}

/** One pair's verdict. */
export interface PairVerdict {
  pair: string;
  verdict: JudgeVerdict | null;
  /** Game mean for the shadow, in [0, 1]. */
  score: number | null;
  /** By order: verdict of the majority of its repeats. */
  orders: Readonly<Partial<Record<Judgement['order'], JudgeVerdict | null>>>;
}

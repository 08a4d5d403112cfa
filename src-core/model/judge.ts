import * as v from 'valibot';
import type { ArmName } from './arm';

/** The protocols that a judge is asked in. `openai` serves every OpenAI-compatible server. */
export const JUDGE_PROVIDERS = ['openai', 'anthropic', 'ollama'] as const;
export type JudgeProviderKind = (typeof JUDGE_PROVIDERS)[number];

const text = v.string('must be text');
const filled = v.pipe(text, v.minLength(1, 'must not be empty'));
const whole = (least: number) =>
  v.pipe(
    v.number('must be a number'),
    v.integer('must be a whole number'),
    v.minValue(least, `must be at least ${least}`),
  );
const flag = (fallback: boolean) => v.optional(v.boolean('must be true or false'), fallback);

export const DEFAULT_RUBRIC =
  'Judge which response serves the person who wrote the request better. Weigh, in this order: it is correct, it does what was asked, it is complete, it is clear. Length alone is no merit, and neither is the order in which the responses are shown.';

export const RedactionSchema = v.strictObject({
  emails: flag(false),
  phones: flag(false),
  /** API keys, tokens, passwords in URLs. */
  keys: flag(false),
  /** Own patterns in RE2's syntax. */
  patterns: v.optional(v.array(filled), []),
});
export type Redaction = v.InferOutput<typeof RedactionSchema>;

/**
 * All that changes what a judge answers about a pair. Its hash is part of the key of each judgement, so that a changed
 * rubric never passes old verdicts off as its own.
 */
export const JudgeConfigurationSchema = v.strictObject({
  provider: v.picklist(JUDGE_PROVIDERS),
  /** Where the server is; null: the provider's own address. */
  baseUrl: v.optional(
    v.nullable(v.pipe(text, v.url('must be an address such as http://127.0.0.1:8080/v1'))),
    null,
  ),
  model: filled,
  rubric: v.optional(filled, DEFAULT_RUBRIC),
  /** Further criteria, one a line in the prompt. */
  criteria: v.optional(v.array(filled), []),
  /** Rubrics for some pairs: the first whose tag has the value stands in for `rubric`. */
  sliceRubrics: v.optional(v.array(v.strictObject({ tag: filled, value: text, rubric: filled })), []),
  /** The frame of the prompt with its placeholders; null: the default one (see judge-template). */
  template: v.optional(v.nullable(filled), null),
  /** Label or tag that holds a reference answer, e.g. `labels.answer`; null: none is shown. */
  reference: v.optional(v.nullable(filled), null),
  /** Show the whole conversation where the log holds one, not only its last request. */
  conversation: flag(true),
  /** Ask for JSON by schema where the provider can. */
  structured: flag(true),
  /** Null: not sent, for models that refuse it. */
  temperature: v.optional(v.nullable(v.pipe(v.number('must be a number'), v.minValue(0), v.maxValue(2))), 0),
  seed: v.optional(v.nullable(whole(0)), null),
  maxOutputTokens: v.optional(whole(16), 512),
  /** Ollama's context window, tokens. */
  numCtx: v.optional(whole(512), 8192),
  redaction: v.optional(RedactionSchema, {}),
});
export type JudgeConfiguration = v.InferOutput<typeof JudgeConfigurationSchema>;

/** Which arm was shown first, as response A. */
export const JUDGE_ORDERS = ['prod-first', 'shadow-first'] as const;
export type JudgeOrder = (typeof JUDGE_ORDERS)[number];

/** What the judge says: the response in the first place, in the second, or neither. */
export const LETTERS = ['A', 'B', 'TIE'] as const;
export type Letter = (typeof LETTERS)[number];

/** A letter mapped back to the arms. */
export type JudgeVerdict = ArmName | 'tie';

/** Why a game has no verdict. */
export const UNJUDGED_REASONS = [
  /** The answer holds no verdict, or more than can be told apart. */
  'unparsable',
  /** The answer ended before its verdict. */
  'truncated',
  'refused',
  /** The prompt does not fit into the judge's context, or was cut by it. */
  'context-exceeded',
  /** The server refused this request, and would again. */
  'rejected',
  /** No answer after all attempts: time-out, cut connection, server error. */
  'unanswered',
  /** A batch ended without it. */
  'batch-expired',
] as const;
export type UnjudgedReason = (typeof UNJUDGED_REASONS)[number];

export interface TokenUsage {
  input: number;
  /** Part of `input` that came from the provider's cache. */
  cachedInput: number;
  output: number;
}

/** One game: one pair shown to one judge in one order. A line of `judgements.jsonl`. */
export interface Judgement {
  kind: 'judgement';
  /** ms since 1970 UTC. */
  at: number;
  /** Request id. */
  pair: string;
  /** Hash of the configuration. */
  config: string;
  order: JudgeOrder;
  /** 0 for the first time that this order is asked. */
  repeat: number;
  letter: Letter | null;
  verdict: JudgeVerdict | null;
  /** Null exactly when there is a verdict. */
  unjudged: UnjudgedReason | null;
  /** The judge's words as they came; null when there was no answer. */
  raw: string | null;
  /** What went wrong, for people; keys are redacted. */
  error: string | null;
  /** The model that answered, by its own name. */
  model: string;
  /** First 16 hex digits of the SHA-256 of the prompt as it was sent. */
  promptHash: string;
  tokens: TokenUsage | null;
  /** USD; null when the price is not known. */
  cost: number | null;
  latencyMs: number | null;
  /** Attempts made, at least 1. */
  attempt: number;
  /** The provider's id of the request, or of its batch. */
  requestId: string | null;
  batch: string | null;
  /** The judge saw (nearly) as many tokens as its context holds: part of the prompt may be lost. */
  contextFull: boolean;
}

/** A configuration, written before the first judgement that names it. */
export interface ConfigurationEntry {
  kind: 'config';
  at: number;
  config: string;
  configuration: JudgeConfiguration;
}

/** A game of a batch; its custom id is the batch's tag and its place in the list. */
export interface BatchGame extends GameKey {
  promptHash: string;
}

export type BatchStatus = 'submitting' | 'submitted' | 'collected' | 'failed' | 'cancelled';

/** A batch: written before it is handed over, when the provider has named it (before it is polled), and at its end. */
export interface BatchEntry {
  kind: 'batch';
  at: number;
  config: string;
  /** Ours: what its custom ids begin with. */
  tag: string;
  /** The provider's; null until it has answered. */
  batch: string | null;
  status: BatchStatus;
  /** With `submitting`; else empty. */
  games: readonly BatchGame[];
  note: string | null;
}

/** The configuration whose verdicts count, chosen by the user or by a run. */
export interface CurrentEntry {
  kind: 'current';
  at: number;
  config: string;
}

/** How pairs that need no judge are counted. */
export const RulesSchema = v.strictObject({
  /** A pair that failed in one arm: lost by that arm, or left out. Failed in both: a tie, or left out. */
  failedArm: v.optional(v.picklist(['loses', 'excluded']), 'loses'),
  /** Equal outputs: a tie without asking, or asked like the others. */
  identical: v.optional(v.picklist(['tie', 'ask']), 'tie'),
});
export type JudgeRules = v.InferOutput<typeof RulesSchema>;

/** A run began: what it was to do, and which pairs its sample reaches to. The last one of a configuration holds. */
export interface RunEntry {
  kind: 'run';
  at: number;
  config: string;
  orders: readonly JudgeOrder[];
  repeats: number;
  rules: JudgeRules;
  /** Pairs of the sample, those decided by rule included. */
  planned: number;
  /** False when pairs were picked by a filter: such pairs say nothing of all of them. */
  representative: boolean;
  /** How the sample was drawn, for people. */
  sample: string;
  /** Column that it was stratified by; null for one stratum. */
  stratifiedBy: string | null;
  /** Stratum (or '') → draw of its last pair; a pair is in the sample when its draw is not above. */
  upTo: readonly (readonly [stratum: string, draw: number])[];
}

export type JudgeEntry = Judgement | ConfigurationEntry | BatchEntry | RunEntry | CurrentEntry;

/** What the journal is asked by: a game is paid once. */
export interface GameKey {
  pair: string;
  order: JudgeOrder;
  repeat: number;
}

import type { ArmName } from '../model/arm';
import type { ArmField, TimeUnit } from '../model/import';

/** Words that name an arm, with how much such a word says (0–1). */
export const ARM_WORDS: ReadonlyMap<string, { arm: ArmName; weight: number }> = new Map([
  ...words('prod', 1, ['prod', 'production']),
  ...words('shadow', 1, ['shadow']),
  ...words('prod', 0.95, ['baseline', 'control', 'incumbent', 'champion']),
  ...words('shadow', 0.95, ['candidate', 'challenger', 'treatment']),
  ...words('prod', 0.8, ['reference', 'old', 'current']),
  ...words('shadow', 0.8, ['new', 'test']),
  ...words('prod', 0.7, ['a']),
  ...words('shadow', 0.7, ['b']),
  ...words('prod', 0.6, ['1']),
  ...words('shadow', 0.6, ['2']),
]);

/**
 * Words that say that production was asked once more, with how much each says; true where it needs no arm beside it.
 * A word such as "replay" alone often names the shadow, which replays production's traffic.
 */
export const RERUN_WORDS: ReadonlyMap<string, { weight: number; alone: boolean }> = new Map([
  ['rerun', { weight: 1, alone: true }],
  ['resample', { weight: 0.95, alone: true }],
  ['resampled', { weight: 0.95, alone: true }],
  ['repeat', { weight: 0.95, alone: false }],
  ['repeated', { weight: 0.95, alone: false }],
  ['again', { weight: 0.95, alone: false }],
  ['replay', { weight: 0.8, alone: false }],
  ['replayed', { weight: 0.8, alone: false }],
  ['replicate', { weight: 0.8, alone: false }],
]);

/** Fields of one arm: names in order of preference, words joined by '_', units and arm already taken off. */
export const ARM_FIELD_NAMES: Readonly<Record<ArmField, readonly string[]>> = {
  model: ['model', 'model_name', 'model_id', 'model_version', 'generator'],
  response: [
    'response',
    'output',
    'answer',
    'completion',
    'reply',
    'response_text',
    'output_text',
    'answer_text',
    'text',
    'content',
    'generation',
    'generated_text',
    'prediction',
    'message',
    'messages',
    'gen_text',
  ],
  error: [
    'error',
    'error_message',
    'error_msg',
    'exception',
    'failed',
    'is_error',
    'has_error',
    'failure',
    'err',
    'errored',
    'error_type',
    'error_class',
    'error_code',
  ],
  latency: [
    'latency',
    'duration',
    'elapsed',
    'response_time',
    'elapsed_time',
    'total_latency',
    'latency_total',
    'end_to_end_latency',
    'e_2_e_latency',
    'total_time',
    'time_taken',
    'request_latency',
    'delay',
    'runtime',
  ],
  ttft: [
    'ttft',
    'time_to_first_token',
    'first_token',
    'first_token_latency',
    'first_token_time',
    'latency_to_first_token',
    'time_to_first_byte',
    'ttfb',
  ],
  tokens_in: [
    'tokens_in',
    'prompt_tokens',
    'input_tokens',
    'token_in',
    'tokens_prompt',
    'tokens_input',
    'n_tokens_in',
    'in_tokens',
    'number_input_tokens',
    'num_input_tokens',
    'num_prompt_tokens',
    'token_count_prompt',
  ],
  tokens_out: [
    'tokens_out',
    'completion_tokens',
    'output_tokens',
    'token_out',
    'tokens_completion',
    'tokens_output',
    'n_tokens_out',
    'out_tokens',
    'number_output_tokens',
    'num_output_tokens',
    'num_completion_tokens',
    'token_count_completion',
  ],
  cost: [
    'cost',
    'cost_usd',
    'price',
    'price_usd',
    'total_cost',
    'total_cost_usd',
    'cost_dollars',
    'response_cost',
  ],
};

/** What belongs to the request and not to one arm, names in order of preference. */
export const COMMON_NAMES = {
  request_id: [
    'request_id',
    'req_id',
    'id',
    'uid',
    'uuid',
    'custom_id',
    'correlation_id',
    'trace_id',
    'question_id',
    'prompt_id',
    'sample_id',
    'example_id',
    'record_id',
    'requestid',
  ],
  timestamp: [
    'timestamp',
    'ts',
    'time',
    'created_at',
    'date',
    'datetime',
    'date_time',
    'request_timestamp',
    'tstamp',
    'request_time',
    'created',
    'started_at',
    'start_time',
    'logged_at',
    'event_time',
  ],
  prompt: [
    'prompt',
    'question',
    'query',
    'instruction',
    'input',
    'prompt_text',
    'user_message',
    'user_prompt',
    'input_text',
    'user_input',
  ],
  messages: ['messages', 'conversation', 'input_messages', 'prompt_messages', 'chat'],
  exact_match: ['exact_match', 'exactmatch', 'is_exact_match', 'exact', 'em'],
  similarity: [
    'semantic_similarity',
    'similarity',
    'cosine_similarity',
    'similarity_score',
    'embedding_similarity',
    'cos_sim',
    'sim',
  ],
} as const satisfies Record<string, readonly string[]>;

/** Columns that may say which arm a whole log holds. */
export const ARM_COLUMNS: ReadonlySet<string> = new Set(['role', 'arm', 'variant', 'side', 'model_role']);

/** Words of a name that give the unit of a time. */
export const UNIT_WORDS: ReadonlyMap<string, TimeUnit> = new Map([
  ...units('ms', ['ms', 'msec', 'msecs', 'millis', 'millisecond', 'milliseconds']),
  ...units('s', ['s', 'sec', 'secs', 'second', 'seconds']),
  ...units('us', ['us', 'usec', 'usecs', 'micros', 'microsecond', 'microseconds', 'µs', 'μs']),
  ...units('ns', ['ns', 'nsec', 'nanos', 'nanosecond', 'nanoseconds']),
]);

/** Containers that say nothing of what they hold, e.g. prod.usage.prompt_tokens. */
export const EMPTY_WORDS: ReadonlySet<string> = new Set([
  'usage',
  'metrics',
  'stats',
  'timing',
  'data',
  'record',
]);

function words(arm: ArmName, weight: number, names: readonly string[]) {
  return names.map((name) => [name, { arm, weight }] as const);
}

function units(unit: TimeUnit, names: readonly string[]) {
  return names.map((name) => [name, unit] as const);
}

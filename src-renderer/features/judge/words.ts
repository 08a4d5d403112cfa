import type { JudgeOrder, JudgeProviderKind, UnjudgedReason } from '@core/model/judge';
import type { JudgeEnd } from '@core/model/judge-run';

export const PROVIDER_WORDS: Readonly<Record<JudgeProviderKind, string>> = {
  ollama: 'Ollama, on this machine',
  openai: 'OpenAI or a compatible server',
  anthropic: 'Anthropic',
};

export const ORDER_WORDS: Readonly<Record<JudgeOrder, string>> = {
  'prod-first': 'production first',
  'shadow-first': 'shadow first',
};

export const REASON_WORDS: Readonly<Record<UnjudgedReason, string>> = {
  unparsable: 'no verdict in the answer',
  truncated: 'answer cut off before its verdict',
  refused: 'the judge refused',
  'context-exceeded': 'too long for the judge’s context',
  rejected: 'the server refused the request',
  unanswered: 'no answer after all attempts',
  'batch-expired': 'the batch ended without it',
};

export const END_WORDS: Readonly<Record<JudgeEnd, string>> = {
  complete: 'Complete',
  paused: 'Paused',
  cancelled: 'Cancelled',
  decided: 'Stopped early: the criterion is decided',
  ceiling: 'Stopped at the ceiling',
  stopped: 'Stopped: the server refuses',
  batch: 'With the provider as a batch',
};

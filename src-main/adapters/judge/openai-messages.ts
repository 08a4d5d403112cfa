import type {
  ChatCompletion,
  ChatCompletionCreateParamsNonStreaming,
} from 'openai/resources/chat/completions';
import type { JudgeQuestion, JudgeReply } from '@core/ports/judge-provider';
import { asJson, failedReply, judgeError } from './judge-fault';
import type { JudgeOptions } from './judge-options';

/** Models that reason before they answer refuse a temperature. */
const REASONING = /^(?:o\d|gpt-5)/;

/** The body of a call; a batch holds the same. */
export function requestBody(
  { system, user, schema }: JudgeQuestion,
  { configuration, official }: JudgeOptions,
): ChatCompletionCreateParamsNonStreaming {
  const { model, temperature, seed, maxOutputTokens } = configuration;
  return {
    model,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
    ...(official ? { max_completion_tokens: maxOutputTokens } : { max_tokens: maxOutputTokens }),
    ...(temperature !== null && !REASONING.test(model) && { temperature }),
    ...(seed !== null && { seed }),
    ...(schema && {
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'verdict', strict: true, schema: schema as Record<string, unknown> },
      },
    }),
  };
}

/** A completion, whatever a server that only claims to speak the protocol sent. */
export function replyOf(
  completion: ChatCompletion | null,
  headers: Readonly<Record<string, string>>,
  requestId: string | null,
  context: number | null = null,
): JudgeReply {
  const { choices, usage, model } = (completion ?? {}) as Partial<ChatCompletion>;
  const choice = choices?.[0];
  if (!choice?.message)
    return failedReply(
      judgeError('garbage', 'the server answered with something that is no completion'),
      headers,
      requestId,
    );
  const { content = null, refusal = null } = choice.message as Partial<typeof choice.message>;
  const refused = (refusal ?? null) !== null || choice.finish_reason === 'content_filter';
  return {
    raw: content ?? refusal,
    parsed: asJson(content),
    finish: refused ? 'refusal' : choice.finish_reason === 'length' ? 'length' : 'stop',
    usage: usage
      ? {
          input: usage.prompt_tokens,
          cachedInput: usage.prompt_tokens_details?.cached_tokens ?? 0,
          output: usage.completion_tokens,
        }
      : null,
    headers,
    requestId,
    model: model ?? null,
    // Some servers cut a prompt that is too long; it then has read about as much as its context holds.
    contextFull: context !== null && (usage?.prompt_tokens ?? 0) >= 0.95 * context,
    error: null,
  };
}

import type { Message, MessageCreateParamsNonStreaming } from '@anthropic-ai/sdk/resources/messages';
import type { JudgeQuestion, JudgeReply } from '@core/ports/judge-provider';
import { asJson, failedReply, judgeError } from './judge-fault';
import type { JudgeOptions } from './judge-options';

/** The body of a call; a batch holds the same. */
export function requestBody(
  { system, user, schema }: JudgeQuestion,
  { configuration }: JudgeOptions,
): MessageCreateParamsNonStreaming {
  const { model, temperature, maxOutputTokens } = configuration;
  return {
    model,
    max_tokens: maxOutputTokens,
    system,
    messages: [{ role: 'user', content: user }],
    ...(temperature !== null && { temperature: Math.min(1, temperature) }),
    ...(schema && {
      output_config: { format: { type: 'json_schema', schema: schema as Record<string, unknown> } },
    }),
  };
}

export function replyOf(
  message: Message | null,
  headers: Readonly<Record<string, string>>,
  requestId: string | null,
): JudgeReply {
  const { content, usage, model, stop_reason } = (message ?? {}) as Partial<Message>;
  if (!Array.isArray(content))
    return failedReply(
      judgeError('garbage', 'the server answered with something that is no message'),
      headers,
      requestId,
    );
  const text = content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  const cached = usage?.cache_read_input_tokens ?? 0;
  return {
    raw: text === '' && stop_reason === 'refusal' ? null : text,
    parsed: asJson(text),
    finish: finishOf(stop_reason),
    usage: usage
      ? {
          input: usage.input_tokens + (usage.cache_creation_input_tokens ?? 0) + cached,
          cachedInput: cached,
          output: usage.output_tokens,
        }
      : null,
    headers,
    requestId,
    model: model ?? null,
    contextFull: stop_reason === 'model_context_window_exceeded',
    error: null,
  };
}

function finishOf(reason: Message['stop_reason'] | undefined): JudgeReply['finish'] {
  if (reason === 'refusal') return 'refusal';
  return reason === 'max_tokens' || reason === 'model_context_window_exceeded' ? 'length' : 'stop';
}

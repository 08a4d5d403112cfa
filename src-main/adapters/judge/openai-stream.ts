import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions';
import { asJson } from './judge-fault';
import { serverEvents } from './server-events';

/** Words by which a server says that it answers only in a stream. */
const STREAM_ONLY = /stream/i;
const ONLY = /\b(?:only|must|required?|enable|set|true)\b/i;

/** Whether a refusal means that the question is to be asked with `stream: true`, as some models of gateways demand. */
export function asksForStream(message: string): boolean {
  return STREAM_ONLY.test(message) && ONLY.test(message);
}

/**
 * A completion from a body that the SDK took for text: JSON under another content type, or a stream, whether or not one
 * was asked for. A stream that broke off before its last chunk is no answer. Null where it is neither.
 */
export function completionOf(body: unknown): ChatCompletion | null {
  if (typeof body !== 'string') return body as ChatCompletion | null;
  const json = asJson(body);
  if (json !== null) return json as ChatCompletion;
  return joined((serverEvents(body) ?? []) as Partial<ChatCompletionChunk>[]);
}

function joined(chunks: readonly Partial<ChatCompletionChunk>[]): ChatCompletion | null {
  let content = '';
  let refusal: string | null = null;
  let finish: string | null = null;
  for (const chunk of chunks) {
    const choice = chunk?.choices?.[0];
    content += choice?.delta?.content ?? '';
    if (choice?.delta?.refusal) refusal = (refusal ?? '') + choice.delta.refusal;
    finish = choice?.finish_reason ?? finish;
  }
  if (finish === null) return null;
  const usage = chunks.findLast((chunk) => chunk?.usage)?.usage ?? undefined;
  const model = chunks.find((chunk) => chunk?.model)?.model;
  return {
    model,
    usage,
    choices: [{ index: 0, finish_reason: finish, message: { role: 'assistant', content, refusal } }],
  } as ChatCompletion;
}

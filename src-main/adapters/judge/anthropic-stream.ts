import type { Message, RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages';
import { asJson } from './judge-fault';
import { serverEvents } from './server-events';

/**
 * A message from a body that the SDK took for text: JSON under another content type, or a stream that was not asked for.
 * A stream that broke off before its end is no answer. Null where it is neither.
 */
export function messageOf(body: unknown): Message | null {
  if (typeof body !== 'string') return body as Message | null;
  const json = asJson(body);
  if (json !== null) return json as Message;
  let message: Message | null = null;
  let text = '';
  let ended = false;
  for (const event of (serverEvents(body) ?? []) as RawMessageStreamEvent[]) {
    if (event.type === 'message_start') message = event.message;
    if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') text += event.delta.text;
    if (event.type === 'message_stop') ended = true;
    if (event.type === 'message_delta' && message)
      message = {
        ...message,
        stop_reason: event.delta.stop_reason,
        usage: { ...message.usage, output_tokens: event.usage.output_tokens },
      };
  }
  return message && ended ? { ...message, content: [{ type: 'text', text, citations: null }] } : null;
}

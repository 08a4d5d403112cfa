import { isRecord, listAt, numberAt, objectAt, textAt, valueAt } from './json-path';

/** What a request's body says, for the log. */
export interface CapturedRequest {
  /** The conversation, the system's text first; null when the request is none. */
  messages: readonly unknown[] | null;
  prompt: string | null;
  model: string | null;
  streams: boolean;
  temperature: number | null;
  maxTokens: number | null;
  /** Why a second model must not be given this request; null when it may. */
  unsafe: 'server-tools' | 'stateful' | null;
}

/** Reads OpenAI, Anthropic and Ollama requests; of another kind the JSON itself is the prompt. */
export function readRequest(body: unknown): CapturedRequest {
  const messages = conversationOf(body);
  return {
    messages,
    prompt: messages ? null : promptOf(body),
    model: textAt(body, 'model'),
    streams: valueAt(body, 'stream') === true,
    temperature: numberAt(body, 'temperature'),
    maxTokens:
      numberAt(body, 'max_completion_tokens') ??
      numberAt(body, 'max_output_tokens') ??
      numberAt(body, 'max_tokens'),
    unsafe: unsafeReason(body),
  };
}

function conversationOf(body: unknown): readonly unknown[] | null {
  const listed = listAt(body, 'messages');
  const input = listAt(body, 'input').filter((item) => textAt(item, 'role') !== null);
  const turns = listed.length > 0 ? listed : input;
  if (turns.length === 0) return null;
  const system = valueAt(body, 'system') ?? valueAt(body, 'instructions');
  return system === undefined || system === null ? turns : [{ role: 'system', content: system }, ...turns];
}

function promptOf(body: unknown): string | null {
  const text = textAt(body, 'prompt') ?? textAt(body, 'input');
  if (text !== null) return text;
  return body === undefined || body === null ? null : JSON.stringify(body);
}

/** Tools that the caller runs itself come back as calls and run nothing; a provider's own tools act at once. */
function unsafeReason(body: unknown): CapturedRequest['unsafe'] {
  const own = listAt(body, 'tools').some((tool) => isRecord(tool) && !isCallersTool(tool));
  if (
    own ||
    listAt(body, 'mcp_servers').length > 0 ||
    Object.keys(objectAt(body, 'web_search_options')).length > 0
  )
    return 'server-tools';
  const continues = ['previous_response_id', 'conversation', 'container'].some((key) => {
    const value = valueAt(body, key);
    return value !== undefined && value !== null;
  });
  return continues || valueAt(body, 'background') === true ? 'stateful' : null;
}

function isCallersTool(tool: Readonly<Record<string, unknown>>): boolean {
  const { type } = tool;
  return type === undefined || type === 'function' || type === 'custom';
}

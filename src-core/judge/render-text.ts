/** Lone surrogates break JSON encoders of servers; everything else is shown as it is. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** An output as a judge reads it: calls of tools by name with their arguments, everything else as it stands. */
export function renderOutput(output: string): string {
  const calls = toolCalls(asJson(output));
  return wellFormed(calls === null ? output : calls.map(renderCall).join('\n\n'));
}

/** The request as a judge reads it: the conversation where there is one, else the prompt alone. */
export function renderRequest(prompt: string | null, messages: string | null): string {
  const list = messages === null ? null : asJson(messages);
  if (!Array.isArray(list) || list.length === 0) return wellFormed(prompt ?? '');
  return wellFormed(list.map(renderMessage).join('\n\n'));
}

export function wellFormed(text: string): string {
  return text.replaceAll(LONE_SURROGATE, '\ufffd');
}

function renderMessage(message: unknown): string {
  const role = own(message, 'role') ?? own(message, 'from');
  const content = own(message, 'content') ?? own(message, 'value') ?? own(message, 'text');
  const calls = toolCalls(message);
  const parts = [content === undefined || content === null ? '' : contentText(content)];
  if (calls) parts.push(...calls.map(renderCall));
  return `[${typeof role === 'string' ? role : 'message'}]\n${parts.filter(Boolean).join('\n')}`;
}

function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return pretty(content);
  return content
    .map((part) => {
      const text = own(part, 'text');
      return typeof text === 'string' ? text : pretty(part);
    })
    .join('\n');
}

interface ToolCall {
  name: string;
  input: unknown;
}

/** Calls in the forms of OpenAI (tool_calls, function_call) and Anthropic (tool_use); null when there is none. */
function toolCalls(value: unknown): ToolCall[] | null {
  const holder = own(value, 'tool_calls') ?? own(value, 'function_call') ?? value;
  const list = Array.isArray(holder) ? holder : [holder];
  const calls = list.map(asCall);
  return calls.length > 0 && calls.every((call) => call !== null) ? calls : null;
}

function asCall(value: unknown): ToolCall | null {
  const inner = own(value, 'function') ?? value;
  const name = own(inner, 'name');
  const input = own(inner, 'arguments') ?? own(inner, 'input');
  if (typeof name !== 'string' || input === undefined) return null;
  return { name, input: typeof input === 'string' ? (asJson(input) ?? input) : input };
}

function renderCall({ name, input }: ToolCall): string {
  return `Call of the tool ${name} with\n${typeof input === 'string' ? input : pretty(input)}`;
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? '';
}

function asJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function own(holder: unknown, key: string): unknown {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, key)) return undefined;
  return (holder as Record<string, unknown>)[key];
}

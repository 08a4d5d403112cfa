/** One turn of a conversation, as text. */
export interface Turn {
  role: string;
  text: string;
}

/**
 * Turns of a conversation that was logged as JSON in the usual forms: a list of {role, content}, where content is text
 * or a list of parts; calls of tools are shown as JSON. Null where it is no such list.
 */
export function conversationOf(messages: string): Turn[] | null {
  let value: unknown;
  try {
    value = JSON.parse(messages);
  } catch {
    return null;
  }
  if (!Array.isArray(value) || value.length === 0) return null;
  const turns: Turn[] = [];
  for (const item of value as unknown[]) {
    if (typeof item !== 'object' || item === null) return null;
    const { role, content, tool_calls: calls, ...rest } = item as Record<string, unknown>;
    const parts = [textOf(content), calls === undefined ? '' : JSON.stringify(calls, null, 2)];
    const known = parts.filter((part) => part !== '');
    turns.push({
      role: typeof role === 'string' ? role : 'message',
      text: known.length > 0 ? known.join('\n') : JSON.stringify(rest, null, 2),
    });
  }
  return turns;
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (content === undefined || content === null) return '';
  if (!Array.isArray(content)) return JSON.stringify(content, null, 2);
  return (content as unknown[])
    .map((part) => {
      const text = typeof part === 'object' && part !== null ? (part as { text?: unknown }).text : part;
      return typeof text === 'string' ? text : JSON.stringify(part);
    })
    .join('\n');
}

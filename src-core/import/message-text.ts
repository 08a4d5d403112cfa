/** Keys under which an object holds its text, in order of preference. */
const TEXT_KEYS = ['content', 'text', 'answer', 'output_text', 'message'];

/**
 * The text of an answer however it is wrapped: a text, {content} or {text} (to four levels), a list of text
 * parts, or a conversation that ends with the assistant's message. Null when it is none of these.
 */
export function textInside(value: unknown, levels = 4): string | null {
  if (typeof value === 'string') return value;
  if (levels === 0 || typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) {
    if (value.some(hasRole)) {
      const last: unknown = value.at(-1);
      return roleOf(last) === 'assistant' ? textInside(contentOf(last), levels - 1) : null;
    }
    const parts = value.map((part) => textInside(part, Math.min(1, levels - 1)));
    return parts.length > 0 && parts.every((part) => part !== null) ? parts.join('') : null;
  }
  for (const key of TEXT_KEYS) {
    const text = textInside(ownValue(value, key), levels - 1);
    if (text !== null) return text;
  }
  return null;
}

/** The text of the last message of the user; null when the value is no conversation. */
export function lastUserText(value: unknown): string | null {
  if (!Array.isArray(value)) return null;
  const message: unknown = value.findLast((item) => roleOf(item) === 'user' || roleOf(item) === 'human');
  return textInside(contentOf(message));
}

/** A conversation without the assistant's message at its end. */
export function withoutAnswer(messages: readonly unknown[]): readonly unknown[] {
  return roleOf(messages.at(-1)) === 'assistant' ? messages.slice(0, -1) : messages;
}

/** Whether a value is a list of messages with roles. */
export function isConversation(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.some(hasRole);
}

function hasRole(item: unknown): boolean {
  return roleOf(item) !== null;
}

function roleOf(item: unknown): string | null {
  const role = ownValue(item, 'role') ?? ownValue(item, 'from');
  return typeof role === 'string' ? role : null;
}

function contentOf(item: unknown): unknown {
  return ownValue(item, 'content') ?? ownValue(item, 'value') ?? ownValue(item, 'text');
}

function ownValue(holder: unknown, key: string): unknown {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, key)) return undefined;
  return (holder as Record<string, unknown>)[key];
}

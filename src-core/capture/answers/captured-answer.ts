/** What a body says of an answer; null where it says nothing. */
export interface CapturedAnswer {
  /** The text, or JSON where the model called tools. */
  text: string | null;
  /** What went wrong, for the log. */
  error: string | null;
  model: string | null;
  tokensIn: number | null;
  tokensOut: number | null;
  /** Identity of the answer at its provider. */
  id: string | null;
  finish: string | null;
}

export const NO_ANSWER: CapturedAnswer = {
  text: null,
  error: null,
  model: null,
  tokensIn: null,
  tokensOut: null,
  id: null,
  finish: null,
};

export interface ToolCall {
  id?: string | undefined;
  name: string | null;
  /** JSON text as the model wrote it. */
  arguments: string;
}

/** One text of an answer: plain, or JSON with the tool calls beside it. */
export function answerText(content: string | null, calls: readonly ToolCall[]): string | null {
  if (calls.length === 0) return content;
  const shown = calls.map(({ name, arguments: given }) => ({ name, arguments: parsedOrText(given) }));
  return JSON.stringify(content ? { content, tool_calls: shown } : { tool_calls: shown });
}

function parsedOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

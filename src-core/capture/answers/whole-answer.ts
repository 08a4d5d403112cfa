import { isRecord, listAt, numberAt, textAt, valueAt } from '../json-path';
import { answerText, type CapturedAnswer, NO_ANSWER, type ToolCall } from './captured-answer';

/**
 * Reads a JSON answer: OpenAI chat and text completions, OpenAI responses, Anthropic messages, Ollama chat and
 * generate. Another kind is taken as it is, or by the path of its text.
 * @param path where the text stands in a kind of its own
 */
export function wholeAnswer(body: unknown, path: string | undefined): CapturedAnswer {
  const given = path === undefined ? undefined : valueAt(body, path);
  if (given !== undefined)
    return { ...commonFields(body), text: typeof given === 'string' ? given : JSON.stringify(given) };
  if (listAt(body, 'choices').length > 0) return openAiChoices(body);
  if (Array.isArray(valueAt(body, 'output'))) return openAiResponse(body);
  if (textAt(body, 'type') === 'message') return anthropicMessage(body);
  const ollama = textAt(body, 'message.content') ?? textAt(body, 'response');
  if (ollama !== null && valueAt(body, 'done') !== undefined) return { ...commonFields(body), text: ollama };
  return { ...commonFields(body), text: JSON.stringify(body) };
}

/** Model, id and tokens, which most kinds name alike. */
export function commonFields(body: unknown): CapturedAnswer {
  return {
    ...NO_ANSWER,
    ...usageOf(body),
    model: textAt(body, 'model'),
    id: textAt(body, 'id'),
    finish:
      textAt(body, 'choices.0.finish_reason') ??
      textAt(body, 'stop_reason') ??
      textAt(body, 'done_reason') ??
      textAt(body, 'incomplete_details.reason'),
  };
}

/** Anthropic counts cached tokens apart from the others; the rest counts them in. */
export function usageOf(body: unknown): { tokensIn: number | null; tokensOut: number | null } {
  const cached =
    (numberAt(body, 'usage.cache_read_input_tokens') ?? 0) +
    (numberAt(body, 'usage.cache_creation_input_tokens') ?? 0);
  const input = numberAt(body, 'usage.input_tokens');
  return {
    tokensIn:
      numberAt(body, 'usage.prompt_tokens') ??
      (input === null ? null : input + cached) ??
      numberAt(body, 'prompt_eval_count'),
    tokensOut:
      numberAt(body, 'usage.completion_tokens') ??
      numberAt(body, 'usage.output_tokens') ??
      numberAt(body, 'eval_count'),
  };
}

function openAiChoices(body: unknown): CapturedAnswer {
  const message = valueAt(body, 'choices.0.message');
  const content = textAt(message, 'content') ?? textAt(message, 'refusal') ?? textAt(body, 'choices.0.text');
  const calls = listAt(message, 'tool_calls').map((call): ToolCall => ({
    name: textAt(call, 'function.name') ?? textAt(call, 'custom.name'),
    arguments: textAt(call, 'function.arguments') ?? textAt(call, 'custom.input') ?? '',
  }));
  return { ...commonFields(body), text: answerText(content, calls) };
}

function openAiResponse(body: unknown): CapturedAnswer {
  const items = listAt(body, 'output');
  const parts = items.flatMap((item) => listAt(item, 'content'));
  const texts = parts.flatMap((part) => textAt(part, 'text') ?? textAt(part, 'refusal') ?? []);
  const calls = items
    .filter((item) => textAt(item, 'type') === 'function_call')
    .map((item): ToolCall => ({ name: textAt(item, 'name'), arguments: textAt(item, 'arguments') ?? '' }));
  const failed = textAt(body, 'status') === 'failed' ? (textAt(body, 'error.message') ?? 'failed') : null;
  const text = texts.length > 0 ? texts.join('') : null;
  return { ...commonFields(body), text: answerText(text, calls), error: failed };
}

function anthropicMessage(body: unknown): CapturedAnswer {
  const blocks = listAt(body, 'content').filter(isRecord);
  const texts = blocks.flatMap((block) => (block['type'] === 'text' ? (textAt(block, 'text') ?? []) : []));
  const calls = blocks
    .filter((block) => block['type'] === 'tool_use')
    .map((block): ToolCall => ({
      name: textAt(block, 'name'),
      arguments: JSON.stringify(block['input'] ?? {}),
    }));
  return { ...commonFields(body), text: answerText(texts.length > 0 ? texts.join('') : null, calls) };
}

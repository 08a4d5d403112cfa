import { listAt, numberAt, textAt, valueAt } from '../json-path';
import { answerText, type CapturedAnswer, NO_ANSWER, type ToolCall } from './captured-answer';
import { commonFields, usageOf, wholeAnswer } from './whole-answer';

interface Building {
  content: string;
  calls: Map<number, ToolCall>;
  answer: CapturedAnswer;
  ended: boolean;
  error: string | null;
}

/**
 * Puts a streamed answer together from its events, of the same kinds as `wholeAnswer` reads. A stream without its
 * closing event is an error: what arrived of it is not the answer.
 */
export function streamedAnswer(data: readonly string[]): CapturedAnswer {
  const building: Building = { content: '', calls: new Map(), answer: NO_ANSWER, ended: false, error: null };
  for (const text of data) {
    if (text.trim() === '[DONE]') {
      building.ended = true;
      continue;
    }
    let event: unknown;
    try {
      event = JSON.parse(text);
    } catch {
      building.error ??= 'unreadable answer: an event of the stream is no JSON';
      continue;
    }
    const done = take(building, event);
    if (done) return done;
  }
  const { content, calls, answer, ended } = building;
  const nothing = content === '' && calls.size === 0;
  const error =
    building.error ?? (ended ? null : nothing ? 'empty stream' : 'the stream broke off before its end');
  return { ...answer, text: nothing ? (ended ? '' : null) : answerText(content, [...calls.values()]), error };
}

/** Takes an event in; gives the answer when the event holds all of it. */
function take(building: Building, event: unknown): CapturedAnswer | null {
  const type = textAt(event, 'type') ?? '';
  const failure =
    textAt(event, 'error.message') ?? textAt(event, 'error') ?? textAt(event, 'response.error.message');
  if (failure !== null || type === 'error' || type === 'response.failed')
    building.error ??= failure ?? textAt(event, 'message') ?? 'failed';
  if (type === 'response.completed' || type === 'response.incomplete')
    return wholeAnswer(valueAt(event, 'response'), undefined);
  if (listAt(event, 'choices').length > 0 || valueAt(event, 'usage.prompt_tokens') !== undefined)
    takeOpenAi(building, event);
  else if (type === 'response.output_text.delta') building.content += textAt(event, 'delta') ?? '';
  else if (/^(message|content_block)_/.test(type)) takeAnthropic(building, event, type);
  else if (typeof valueAt(event, 'done') === 'boolean') takeOllama(building, event);
  return null;
}

function takeOpenAi(building: Building, event: unknown): void {
  const { finish, ...common } = commonFields(event);
  building.answer = mergeAnswer(building.answer, { ...common, finish });
  if (finish !== null) building.ended = true;
  const first = listAt(event, 'choices').find((choice) => (numberAt(choice, 'index') ?? 0) === 0);
  building.content +=
    textAt(first, 'delta.content') ?? textAt(first, 'delta.refusal') ?? textAt(first, 'text') ?? '';
  for (const part of listAt(first, 'delta.tool_calls')) {
    const call = callAt(building, numberAt(part, 'index') ?? 0);
    call.name ??= textAt(part, 'function.name');
    call.arguments += textAt(part, 'function.arguments') ?? '';
  }
}

function takeAnthropic(building: Building, event: unknown, type: string): void {
  const index = numberAt(event, 'index') ?? 0;
  if (type === 'message_start')
    building.answer = mergeAnswer(building.answer, commonFields(valueAt(event, 'message')));
  if (type === 'content_block_start' && textAt(event, 'content_block.type') === 'tool_use')
    callAt(building, index).name = textAt(event, 'content_block.name');
  if (type === 'content_block_delta') {
    building.content += textAt(event, 'delta.text') ?? '';
    const json = textAt(event, 'delta.partial_json');
    if (json !== null) callAt(building, index).arguments += json;
  }
  if (type === 'message_delta') {
    const { tokensOut } = usageOf(event);
    building.answer = mergeAnswer(building.answer, {
      ...NO_ANSWER,
      tokensOut,
      finish: textAt(event, 'delta.stop_reason'),
    });
  }
  if (type === 'message_stop') building.ended = true;
}

function takeOllama(building: Building, event: unknown): void {
  building.answer = mergeAnswer(building.answer, commonFields(event));
  building.content += textAt(event, 'message.content') ?? textAt(event, 'response') ?? '';
  if (valueAt(event, 'done') === true) building.ended = true;
}

function callAt({ calls }: Building, index: number): ToolCall {
  let call = calls.get(index);
  if (!call) calls.set(index, (call = { name: null, arguments: '' }));
  return call;
}

/** Later events know more. */
function mergeAnswer(known: CapturedAnswer, next: CapturedAnswer): CapturedAnswer {
  return {
    text: null,
    error: null,
    model: next.model ?? known.model,
    id: known.id ?? next.id,
    finish: next.finish ?? known.finish,
    tokensIn: next.tokensIn ?? known.tokensIn,
    tokensOut: next.tokensOut ?? known.tokensOut,
  };
}

import { textAt } from '../json-path';
import { type CapturedAnswer, NO_ANSWER } from './captured-answer';
import { sseData } from './sse-events';
import { streamedAnswer } from './streamed-answer';
import { commonFields, wholeAnswer } from './whole-answer';

/** A response as it came over the wire, its content decoded. */
export interface RawAnswer {
  status: number;
  contentType: string;
  body: string;
  /** Path of the answer's text in a kind of its own. */
  path?: string | undefined;
}

const SHOWN = 300;

/** What a response says: its text, its failure, model and tokens. */
export function readAnswer({ status, contentType, body, path }: RawAnswer): CapturedAnswer {
  if (status >= 400) return { ...NO_ANSWER, error: httpError(status, body) };
  const type = contentType.split(';', 1)[0]!.trim().toLowerCase();
  if (type === 'text/event-stream') return streamedAnswer(sseData(body));
  if (type === 'application/x-ndjson' || type === 'application/jsonl')
    return streamedAnswer(body.split('\n').filter((line) => line.trim() !== ''));
  if (type.endsWith('json') || /^\s*[[{]/.test(body)) return jsonAnswer(body, path);
  if (type.startsWith('text/') || type === '') return { ...NO_ANSWER, text: body };
  return { ...NO_ANSWER, error: `unreadable answer: ${type}` };
}

function jsonAnswer(body: string, path: string | undefined): CapturedAnswer {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return { ...NO_ANSWER, error: `unreadable answer: no valid JSON: ${body.slice(0, 80)}` };
  }
  const failure = textAt(parsed, 'error.message') ?? textAt(parsed, 'error');
  if (failure !== null) return { ...commonFields(parsed), text: null, error: failure };
  return wholeAnswer(parsed, path);
}

/** "HTTP 429 rate_limit_error: message", whatever of it the body tells. */
function httpError(status: number, body: string): string {
  let parsed: unknown = null;
  try {
    parsed = JSON.parse(body);
  } catch {
    // An error page of a gateway.
  }
  const kind = textAt(parsed, 'error.type') ?? textAt(parsed, 'error.code') ?? textAt(parsed, 'type');
  const message =
    textAt(parsed, 'error.message') ?? textAt(parsed, 'error') ?? textAt(parsed, 'message') ?? body;
  const shown = message.replaceAll(/\s+/g, ' ').trim().slice(0, SHOWN);
  return [`HTTP ${status}`, kind && ` ${kind}`, shown && `: ${shown}`].filter(Boolean).join('');
}

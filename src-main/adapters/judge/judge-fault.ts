import { readRetryAfter } from '@core/judge/rate-limits';
import type { JudgeError, JudgeErrorClass, JudgeReply } from '@core/ports/judge-provider';
import { hideKeys } from './hide-keys';

type Headers = Readonly<Record<string, string>>;

const RETRYABLE: ReadonlySet<JudgeErrorClass> = new Set([
  'busy',
  'server',
  'timeout',
  'connection',
  'garbage',
]);
/** The request may have reached a model before it broke off. */
const MAYBE_BILLED: ReadonlySet<JudgeErrorClass> = new Set(['timeout', 'connection', 'garbage', 'aborted']);

/** Codes and types by which providers say that there is no money left: waiting does not help. */
const QUOTA = /insufficient_quota|billing|credit balance|quota_exceeded|payment/i;
const CONTEXT =
  /context_length_exceeded|exceed_context_size|context (?:length|window|size)|prompt is too long|maximum context|too many tokens|request_too_large/i;

/** What a status and an error's code, type and words mean for a judge's call. */
export function classify(status: number, words: string): JudgeErrorClass {
  if (QUOTA.test(words) && status < 500) return 'quota';
  if (status === 429 || status === 503 || status === 529) return 'busy';
  if (status >= 500 || status === 408 || status === 409) return 'server';
  if (status === 401 || status === 403) return 'auth';
  if (status === 404) return 'no-model';
  return CONTEXT.test(words) ? 'context' : 'rejected';
}

export function judgeError(
  errorClass: JudgeErrorClass,
  message: string,
  { headers = {}, retryable = RETRYABLE.has(errorClass) }: { headers?: Headers; retryable?: boolean } = {},
): JudgeError {
  return {
    class: errorClass,
    message: hideKeys(message).slice(0, 1000),
    retryable,
    retryAfterMs: readRetryAfter(headers, Date.now()),
    maybeBilled: MAYBE_BILLED.has(errorClass),
  };
}

/** Nothing was sent: there is no such host, or nobody listens. */
const UNREACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** The reply to a call whose connection failed, before or after the question was sent. */
export function connectionFailed(error: unknown): JudgeReply {
  const { code } = innermost(error) as NodeJS.ErrnoException;
  const failure = judgeError('connection', reasonOf(error));
  return failedReply({ ...failure, maybeBilled: code === undefined || !UNREACHED.has(code) });
}

/** A reply that brings nothing but an error. */
export function failedReply(
  error: JudgeError,
  headers: Headers = {},
  requestId: string | null = null,
): JudgeReply {
  return { ...NO_REPLY, error, headers, requestId };
}

/** The reply to a call that was ended by its time limit, or by us. */
export function brokenOff(timedOut: boolean): JudgeReply {
  return failedReply(
    timedOut
      ? judgeError('timeout', 'the server did not answer in time')
      : judgeError('aborted', 'the call was broken off'),
  );
}

const NO_REPLY = {
  raw: null,
  parsed: null,
  finish: null,
  usage: null,
  model: null,
  contextFull: false,
} as const;

/** The innermost reason of a network error: undici wraps it. */
export function reasonOf(error: unknown): string {
  const inner = innermost(error);
  if (!(inner instanceof Error)) return String(inner);
  const { code } = inner as NodeJS.ErrnoException;
  return code && !inner.message.includes(code) ? `${inner.message} (${code})` : inner.message || String(code);
}

function innermost(error: unknown): unknown {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  return inner ?? {};
}

export function headersOf(
  headers: { forEach(use: (value: string, name: string) => void): void } | undefined,
): Headers {
  const record: Record<string, string> = {};
  headers?.forEach((value, name) => (record[name.toLowerCase()] = value));
  return record;
}

export function asJson(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import type { CapturedAnswer } from './answers/captured-answer';
import type { CapturedRequest } from './read-request';

/** One arm's call as it was measured. */
export interface CapturedCall {
  answer: CapturedAnswer;
  /** HTTP status; null when there was no response. */
  status: number | null;
  /** From the start of the call to the last byte of the answer, ms. */
  latencyMs: number;
  /** To the first byte of the answer's content, for streams, ms. */
  ttftMs: number | null;
  costUsd: number | null;
  /** Host and port of the server that was asked. */
  server: string;
}

export interface CapturedPair {
  requestId: string;
  /** ms since 1970 UTC. */
  at: number;
  request: CapturedRequest;
  prod: CapturedCall;
  shadow: CapturedCall;
  /** The same request answered by production once more; null when this one was not; undefined: none ever is. */
  rerun: CapturedCall | null | undefined;
  tags: ReadonlyMap<string, string>;
  /** W3C trace context of the request, where it brought one. */
  trace: { traceId: string; spanId: string } | null;
}

/** A line of the log as Gnomon imports it without a mapping. Every field is always there, so that columns are seen. */
export function captureRecord(pair: CapturedPair): Record<string, unknown> {
  const { request, prod, shadow, rerun, trace } = pair;
  return {
    request_id: pair.requestId,
    timestamp: new Date(pair.at).toISOString(),
    ...(request.messages ? { messages: request.messages } : { prompt: request.prompt }),
    prod: armRecord(prod),
    shadow: armRecord(shadow),
    ...(rerun !== undefined && { prod_rerun: rerun ? armRecord(rerun) : NO_RERUN }),
    tags: Object.fromEntries(pair.tags),
    otel: {
      ...(trace && { trace_id: trace.traceId, span_id: trace.spanId }),
      'gen_ai.operation.name': request.messages ? 'chat' : 'text_completion',
      ...given('gen_ai.request.model', request.model),
      ...given('gen_ai.request.temperature', request.temperature),
      ...given('gen_ai.request.max_tokens', request.maxTokens),
      prod: genAiAttributes(prod),
      shadow: genAiAttributes(shadow),
    },
  };
}

/** Its fields are there all the same, so that the first records show them. */
const NO_RERUN = {
  model: null,
  response: null,
  error: null,
  latency_ms: null,
  ttft_ms: null,
  tokens_in: null,
  tokens_out: null,
  cost_usd: null,
};

function armRecord({ answer, latencyMs, ttftMs, costUsd }: CapturedCall): Record<string, unknown> {
  return {
    model: answer.model,
    response: answer.error === null ? answer.text : null,
    error: answer.error,
    latency_ms: rounded(latencyMs),
    ttft_ms: ttftMs === null ? null : rounded(ttftMs),
    tokens_in: answer.tokensIn,
    tokens_out: answer.tokensOut,
    cost_usd: costUsd,
  };
}

/** OpenTelemetry's semantic conventions for generative AI, as far as the answer gives them. */
function genAiAttributes({ answer, status, server }: CapturedCall): Record<string, unknown> {
  return {
    'server.address': server,
    ...given('http.response.status_code', status),
    ...given('gen_ai.response.model', answer.model),
    ...given('gen_ai.response.id', answer.id),
    ...(answer.finish === null ? {} : { 'gen_ai.response.finish_reasons': [answer.finish] }),
    ...given('gen_ai.usage.input_tokens', answer.tokensIn),
    ...given('gen_ai.usage.output_tokens', answer.tokensOut),
    ...(answer.error === null
      ? {}
      : { 'error.type': status === null || status < 400 ? 'other' : String(status) }),
  };
}

function given(name: string, value: unknown): Record<string, unknown> {
  return value === null ? {} : { [name]: value };
}

/** Microseconds are beyond what a clock over a network means. */
function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** The ids in a `traceparent` header (W3C Trace Context); null when there is none. */
export function traceOf(traceparent: string | undefined): CapturedPair['trace'] {
  const match = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}/.exec(traceparent ?? '');
  return match ? { traceId: match[1]!, spanId: match[2]! } : null;
}

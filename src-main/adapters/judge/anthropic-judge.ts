import Anthropic, { APIError } from '@anthropic-ai/sdk';
import type { JudgeProvider, JudgeReply } from '@core/ports/judge-provider';
import { anthropicBatches } from './anthropic-batches';
import { replyOf, requestBody } from './anthropic-messages';
import { messageOf } from './anthropic-stream';
import { brokenOff, classify, connectionFailed, failedReply, headersOf, judgeError } from './judge-fault';
import { deadline, openJudgeFetch } from './judge-fetch';
import type { JudgeOptions } from './judge-options';

/** Anthropic's messages. */
export function anthropicJudge(options: JudgeOptions): JudgeProvider {
  const { baseUrl, key, concurrency } = options;
  const network = openJudgeFetch(baseUrl);
  const client = new Anthropic({
    baseURL: baseUrl,
    apiKey: key ?? 'none',
    authToken: null,
    maxRetries: 0,
    fetch: network.fetch,
    logLevel: 'off',
  });
  return {
    concurrency,
    async judge(question, { timeoutMs, signal: outer }) {
      const limit = deadline(timeoutMs, outer);
      try {
        const { data, response, request_id } = await client.messages
          .create(requestBody(question, options), { timeout: timeoutMs + 60_000, signal: limit.signal })
          .withResponse();
        return replyOf(messageOf(data), headersOf(response.headers), request_id ?? null);
      } catch (error) {
        if (limit.signal.aborted) return brokenOff(limit.timedOut());
        return replyToError(error);
      } finally {
        limit.clear();
      }
    },
    batches: anthropicBatches(client, options),
    close: () => network.close(),
  };
}

function replyToError(error: unknown): JudgeReply {
  if (error instanceof APIError && typeof error.status === 'number') {
    const headers = headersOf(error.headers as Headers | undefined);
    return failedReply(
      judgeError(classify(error.status, `${typeOf(error.error)} ${error.message}`), error.message, {
        headers,
      }),
      headers,
      error.requestID ?? null,
    );
  }
  if (error instanceof SyntaxError)
    return failedReply(judgeError('garbage', `the answer is no JSON: ${error.message}`));
  return connectionFailed(error);
}

function typeOf(body: unknown): string {
  const type = (body as { error?: { type?: unknown } } | null)?.error?.type;
  return typeof type === 'string' ? type : '';
}

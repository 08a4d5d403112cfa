import OpenAI, { APIError } from 'openai';
import type { JudgeProvider, JudgeReply } from '@core/ports/judge-provider';
import { brokenOff, classify, failedReply, headersOf, judgeError, reasonOf } from './judge-fault';
import { deadline, openJudgeFetch } from './judge-fetch';
import type { JudgeOptions } from './judge-options';
import { openAiBatches } from './openai-batches';
import { replyOf, requestBody } from './openai-messages';

/** OpenAI and every server that speaks its protocol. */
export function openAiJudge(options: JudgeOptions): JudgeProvider {
  const { baseUrl, key, official, concurrency } = options;
  const network = openJudgeFetch(baseUrl);
  const client = new OpenAI({
    baseURL: baseUrl,
    apiKey: key ?? 'none',
    // The environment's organisation and project belong to its key, not to one that was given for this address.
    organization: null,
    project: null,
    maxRetries: 0,
    fetch: network.fetch,
    logLevel: 'off',
    ...(key === null && { defaultHeaders: { Authorization: null } }),
  });
  return {
    concurrency,
    async judge(question, { timeoutMs, signal: outer }) {
      const limit = deadline(timeoutMs, outer);
      try {
        const { data, response, request_id } = await client.chat.completions
          .create(requestBody(question, options), { timeout: timeoutMs + 60_000, signal: limit.signal })
          .withResponse();
        return replyOf(data, headersOf(response.headers), request_id);
      } catch (error) {
        if (limit.signal.aborted) return brokenOff(limit.timedOut());
        return replyToError(error);
      } finally {
        limit.clear();
      }
    },
    batches: official || options.configuration.baseUrl !== null ? openAiBatches(client, options) : null,
    close: () => network.close(),
  };
}

function replyToError(error: unknown): JudgeReply {
  if (error instanceof APIError && typeof error.status === 'number') {
    const headers = headersOf(error.headers);
    const words = [error.code, error.type, error.message].filter(Boolean).join(' ');
    return failedReply(
      judgeError(classify(error.status, words), error.message, { headers }),
      headers,
      error.requestID ?? null,
    );
  }
  if (error instanceof SyntaxError)
    return failedReply(judgeError('garbage', `the answer is no JSON: ${error.message}`));
  return failedReply(judgeError('connection', reasonOf(error)));
}

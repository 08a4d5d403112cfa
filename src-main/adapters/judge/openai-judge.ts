import { APIError } from 'openai';
import type { ChatCompletion } from 'openai/resources/chat/completions';
import type { JudgeProvider, JudgeReply } from '@core/ports/judge-provider';
import { brokenOff, classify, connectionFailed, failedReply, headersOf, judgeError } from './judge-fault';
import { deadline, openJudgeFetch } from './judge-fetch';
import type { JudgeOptions } from './judge-options';
import { openAiBatches } from './openai-batches';
import { replyOf, requestBody } from './openai-messages';
import { asksForStream, completionOf } from './openai-stream';
import { SteadyOpenAI } from './steady-openai';

/** The usage comes only where it is asked for. */
const STREAMED = { stream: true, stream_options: { include_usage: true } };

/** OpenAI and every server that speaks its protocol. */
export function openAiJudge(options: JudgeOptions): JudgeProvider {
  const { baseUrl, key, official, concurrency, context } = options;
  const network = openJudgeFetch(baseUrl);
  const client = new SteadyOpenAI({
    baseURL: baseUrl,
    apiKey: key ?? 'none',
    // The environment's organisation and project belong to its key, not to one that was given for this address.
    organization: null,
    project: null,
    fetch: network.fetch,
    logLevel: 'off',
    ...(key === null && { defaultHeaders: { Authorization: null } }),
  });
  /** The server answers only in streams. */
  let streamed = false;
  const judge: JudgeProvider['judge'] = async (question, { timeoutMs, signal: outer }) => {
    const limit = deadline(timeoutMs, outer);
    const given = { timeout: timeoutMs + 60_000, signal: limit.signal };
    const body = requestBody(question, options);
    const asStream = streamed;
    try {
      const asked = asStream
        ? client.post<ChatCompletion>('/chat/completions', { ...given, body: { ...body, ...STREAMED } })
        : client.chat.completions.create(body, given);
      const { data, response, request_id } = await asked.withResponse();
      return replyOf(completionOf(data), headersOf(response.headers), request_id, context);
    } catch (error) {
      if (limit.signal.aborted) return brokenOff(limit.timedOut());
      const reply = replyToError(error);
      if (asStream || reply.error?.class !== 'rejected' || !asksForStream(reply.error.message)) return reply;
      // Nothing was answered, so nothing is asked twice.
      streamed = true;
      return await judge(question, { timeoutMs, ...(outer && { signal: outer }) });
    } finally {
      limit.clear();
    }
  };
  return {
    concurrency,
    judge,
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
  return connectionFailed(error);
}

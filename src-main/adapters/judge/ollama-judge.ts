import type { JudgeProvider, JudgeReply } from '@core/ports/judge-provider';
import {
  asJson,
  brokenOff,
  classify,
  connectionFailed,
  failedReply,
  headersOf,
  judgeError,
} from './judge-fault';
import { deadline, openJudgeFetch } from './judge-fetch';
import type { JudgeOptions } from './judge-options';

interface ChatAnswer {
  model?: string;
  message?: { content?: unknown };
  done?: boolean;
  done_reason?: string;
  prompt_eval_count?: number;
  eval_count?: number;
}

/** Ollama's own protocol: only there can the context be set and what it read be checked. */
export function ollamaJudge({ configuration, baseUrl, key, concurrency }: JudgeOptions): JudgeProvider {
  const network = openJudgeFetch(baseUrl);
  const { model, temperature, seed, numCtx, maxOutputTokens } = configuration;
  return {
    concurrency,
    async judge({ system, user, schema }, { timeoutMs, signal: outer }) {
      const limit = deadline(timeoutMs, outer);
      try {
        const response = await network.fetch(new URL('api/chat', withSlash(baseUrl)).href, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            ...(key !== null && { authorization: `Bearer ${key}` }),
          },
          body: JSON.stringify({
            model,
            messages: [
              { role: 'system', content: system },
              { role: 'user', content: user },
            ],
            stream: false,
            ...(schema && { format: schema }),
            options: {
              num_ctx: numCtx,
              num_predict: maxOutputTokens,
              ...(temperature !== null && { temperature }),
              ...(seed !== null && { seed }),
            },
          }),
          signal: limit.signal,
        });
        const text = await response.text();
        const headers = headersOf(response.headers);
        if (response.ok) return replyOf(answerOf(text), headers, numCtx);
        const said = (asJson(text) as { error?: unknown } | null)?.error;
        const message = typeof said === 'string' ? said : text.slice(0, 300);
        return failedReply(judgeError(classify(response.status, message), message, { headers }), headers);
      } catch (error) {
        if (limit.signal.aborted) return brokenOff(limit.timedOut());
        return connectionFailed(error);
      } finally {
        limit.clear();
      }
    },
    batches: null,
    close: () => network.close(),
  };
}

/** A proxy may stream although it was asked not to: lines of JSON, of which the last brings the counts. */
function answerOf(text: string): ChatAnswer | null {
  const whole = asJson(text);
  if (whole !== null) return whole as ChatAnswer;
  const parts = text
    .split('\n')
    .filter(Boolean)
    .map((line) => asJson(line) as ChatAnswer | null);
  const last = parts.at(-1);
  if (!last?.done) return null;
  const content = parts.map((part) => part?.message?.content ?? '').join('');
  return { ...last, message: { content } };
}

function replyOf(
  answer: ChatAnswer | null,
  headers: Readonly<Record<string, string>>,
  numCtx: number,
): JudgeReply {
  const content = answer?.message?.content;
  if (typeof content !== 'string')
    return failedReply(
      judgeError('garbage', 'the server answered with something that is no chat message'),
      headers,
    );
  const input = answer!.prompt_eval_count ?? 0;
  return {
    raw: content,
    parsed: asJson(content),
    finish: answer!.done_reason === 'length' ? 'length' : 'stop',
    usage: { input, cachedInput: 0, output: answer!.eval_count ?? 0 },
    headers,
    requestId: null,
    model: answer!.model ?? null,
    // Ollama cuts a prompt that is too long without a word; it then has read about as much as its context holds.
    contextFull: input >= 0.95 * numCtx,
    error: null,
  };
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

import type OpenAI from 'openai';
import { toFile } from 'openai';
import type { ChatCompletion } from 'openai/resources/chat/completions';
import { toJsonLine } from '@core/model/json-line';
import type { BatchState, JudgeBatches, JudgeReply } from '@core/ports/judge-provider';
import { classify, failedReply, judgeError } from './judge-fault';
import type { JudgeOptions } from './judge-options';
import { replyOf, requestBody } from './openai-messages';

const STATES: Readonly<Record<string, BatchState['status']>> = {
  completed: 'ended',
  // What was finished before is kept, and billed.
  expired: 'ended',
  cancelled: 'ended',
  failed: 'failed',
};

interface ResultLine {
  custom_id: string;
  response: { status_code: number; request_id: string | null; body: unknown } | null;
  error: { code?: string; message?: string } | null;
}

/** OpenAI's batches: a file of requests, polled, then a file of answers and one of errors. */
export function openAiBatches(client: OpenAI, options: JudgeOptions): JudgeBatches {
  return {
    most: { questions: 50_000, bytes: 150_000_000 },
    async start(questions, { tag, signal }) {
      const lines = questions.map(({ customId, question }) =>
        toJsonLine({
          custom_id: customId,
          method: 'POST',
          url: '/v1/chat/completions',
          body: requestBody(question, options),
        }),
      );
      const given = signal ? { signal } : {};
      const file = await client.files.create(
        { file: await toFile(Buffer.from(lines.join('')), 'gnomon.jsonl'), purpose: 'batch' },
        given,
      );
      const batch = await client.batches.create(
        {
          input_file_id: file.id,
          endpoint: '/v1/chat/completions',
          completion_window: '24h',
          metadata: { gnomon: tag },
        },
        given,
      );
      return batch.id;
    },
    async find(tag, { since }) {
      for await (const batch of client.batches.list({ limit: 100 })) {
        if (batch.metadata?.['gnomon'] === tag) return batch.id;
        // Newest first; an hour for clocks that differ.
        if (batch.created_at * 1000 < since - 3_600_000) break;
      }
      return null;
    },
    async poll(id, signal) {
      const batch = await client.batches.retrieve(id, signal ? { signal } : {});
      const counts = batch.request_counts;
      return {
        status: STATES[batch.status] ?? 'running',
        detail: batch.status,
        completed: counts?.completed ?? null,
        failed: counts?.failed ?? null,
        problem:
          batch.errors?.data?.map(({ message, line }) => `line ${line ?? '?'}: ${message}`).join('; ') ??
          null,
      };
    },
    async *collect(id, signal) {
      const given = signal ? { signal } : {};
      const { output_file_id, error_file_id } = await client.batches.retrieve(id, given);
      for (const file of [output_file_id, error_file_id])
        if (file) yield* replies(await (await client.files.content(file, given)).text());
    },
    cancel: async (id) => void (await client.batches.cancel(id)),
  };
}

function* replies(text: string): Iterable<{ customId: string; reply: JudgeReply | null }> {
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    let result: ResultLine;
    try {
      result = JSON.parse(line) as ResultLine;
    } catch {
      // A damaged line names nobody: its question stays without an answer, and is counted as such.
      continue;
    }
    if (typeof result?.custom_id === 'string')
      yield { customId: result.custom_id, reply: replyOfLine(result) };
  }
}

/** A failed request comes with an error, or with a status of 400 and no error; one that expired brings no reply. */
function replyOfLine({ response, error }: ResultLine): JudgeReply | null {
  if (error?.code === 'batch_expired' || error?.code === 'batch_cancelled') return null;
  if (error) return failedReply(judgeError('rejected', error.message ?? error.code ?? 'the request failed'));
  if (!response) return null;
  if (response.status_code === 200) return replyOf(response.body as ChatCompletion, {}, response.request_id);
  const words = JSON.stringify(response.body ?? '');
  const kind = classify(response.status_code, words);
  return failedReply(
    judgeError(kind, `status ${response.status_code}: ${messageIn(response.body) ?? words}`),
    {},
    response.request_id,
  );
}

function messageIn(body: unknown): string | null {
  const message = (body as { error?: { message?: unknown } } | null)?.error?.message;
  return typeof message === 'string' ? message : null;
}

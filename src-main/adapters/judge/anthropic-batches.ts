import type Anthropic from '@anthropic-ai/sdk';
import type { JudgeBatches, JudgeReply } from '@core/ports/judge-provider';
import { replyOf, requestBody } from './anthropic-messages';
import { failedReply, judgeError } from './judge-fault';
import type { JudgeOptions } from './judge-options';

/** Anthropic's message batches: one body of requests, polled, then a stream of results. */
export function anthropicBatches(client: Anthropic, options: JudgeOptions): JudgeBatches {
  return {
    most: { questions: 100_000, bytes: 200_000_000 },
    async start(questions, { signal }) {
      const batch = await client.messages.batches.create(
        {
          requests: questions.map(({ customId, question }) => ({
            custom_id: customId,
            params: requestBody(question, options),
          })),
        },
        { timeout: 600_000, ...(signal && { signal }) },
      );
      return batch.id;
    },
    async find(tag, { since, questions }) {
      // Batches carry no name of ours: one of the same size that was made since is ours if its results say so.
      for await (const batch of client.messages.batches.list({ limit: 100 })) {
        // An hour for clocks that differ.
        if (Date.parse(batch.created_at) < since - 3_600_000) break;
        const { processing, succeeded, errored, canceled, expired } = batch.request_counts;
        if (processing + succeeded + errored + canceled + expired !== questions) continue;
        if (batch.processing_status !== 'ended') return batch.id;
        for await (const { custom_id } of await client.messages.batches.results(batch.id)) {
          if (custom_id.startsWith(tag)) return batch.id;
          break;
        }
      }
      return null;
    },
    async poll(id, signal) {
      const batch = await client.messages.batches.retrieve(id, {}, signal ? { signal } : {});
      const { succeeded, errored, canceled, expired } = batch.request_counts;
      return {
        status: batch.processing_status === 'ended' ? 'ended' : 'running',
        detail: batch.processing_status,
        // The counts stay zero until the batch has ended.
        completed: batch.processing_status === 'ended' ? succeeded : null,
        failed: batch.processing_status === 'ended' ? errored + canceled + expired : null,
        problem: null,
      };
    },
    async *collect(id, signal) {
      for await (const { custom_id, result } of await client.messages.batches.results(
        id,
        {},
        signal ? { signal } : {},
      ))
        yield { customId: custom_id, reply: replyOfResult(result) };
    },
    cancel: async (id) => void (await client.messages.batches.cancel(id)),
  };
}

function replyOfResult(result: Anthropic.Messages.Batches.MessageBatchResult): JudgeReply | null {
  switch (result.type) {
    case 'succeeded':
      return replyOf(result.message, {}, null);
    case 'errored':
      return failedReply(judgeError('rejected', result.error.error.message), {}, result.error.request_id);
    default:
      return null;
  }
}

import { interpretReply } from '../../judge/interpret-reply';
import { costOf } from '../../judge/prices';
import type { Judgement } from '../../model/judge';
import type { AppliedPrice } from '../../model/judge-run';
import type { JudgeReply } from '../../ports/judge-provider';
import type { BatchGame } from '../../model/judge';

/** The journal's line of a game. */
export function judgementOf(
  { pair, order, repeat, promptHash }: BatchGame,
  reply: JudgeReply,
  context: {
    at: number;
    config: string;
    model: string;
    price: AppliedPrice | null;
    latencyMs: number | null;
    attempt: number;
    batch: string | null;
  },
): Judgement {
  const { at, config, model, price, latencyMs, attempt, batch } = context;
  const { letter, verdict, unjudged } = interpretReply(reply, order);
  // A call that was refused costs nothing; an answer without its usage can't be priced.
  const cost = reply.error ? 0 : reply.usage && price ? costOf(reply.usage, price, batch !== null) : null;
  return {
    kind: 'judgement',
    at,
    pair,
    config,
    order,
    repeat,
    letter,
    verdict,
    unjudged,
    raw: reply.raw,
    error: reply.error?.message ?? null,
    model: reply.model ?? model,
    promptHash,
    tokens: reply.usage,
    cost,
    latencyMs,
    attempt,
    requestId: reply.requestId,
    batch,
    contextFull: reply.contextFull,
  };
}

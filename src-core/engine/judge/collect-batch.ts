import { toIndexed, toShown } from '../../judge/journal-entry';
import type { KnownBatch } from '../../judge/judgement-index';
import type { BatchGame, Judgement } from '../../model/judge';
import type { JudgeBatches, JudgeReply } from '../../ports/judge-provider';
import { keyText } from './judge-games';
import { judgementOf } from './judge-record';
import type { AskRequest } from './ask-request';

/** Judgements journalled together. */
const GROUP = 500;

interface CollectRequest extends AskRequest {
  batches: JudgeBatches;
  /** What games of this run may cost at most, by their key. */
  reserved: ReadonlyMap<string, number>;
}

/**
 * Journals the results of a batch that has ended, each under its own game whatever their order.
 * @returns how many games were judged by it, and in words what it lacks or holds that nobody asked for
 */
export async function collectBatch(
  batch: KnownBatch,
  request: CollectRequest,
): Promise<{ judged: number; missing: string | null }> {
  const { state, journal, tools, clock, batches, reserved, price } = request;
  const clusterOf = new Map(request.pairs.map(({ pair, cluster }) => [pair, cluster]));
  const open = new Map(batch.games.map((game, i) => [`${batch.tag}-${i}`, game]));
  let judged = 0;
  let foreign = 0;
  let group: Judgement[] = [];

  async function flush(): Promise<void> {
    const written = group;
    group = [];
    if (written.length === 0) return;
    await journal.append(written);
    for (const judgement of written) {
      const game = toIndexed(judgement);
      state.index.add(game);
      state.tally.addGame(game, clusterOf.get(judgement.pair) ?? null);
      state.games.done++;
      if (judgement.verdict === null) state.games.failed++;
      judged++;
    }
    request.onJudged(written.map(toShown));
    request.onChange();
  }

  async function add(game: BatchGame, reply: JudgeReply | null): Promise<void> {
    // Collecting was broken off before: what is journalled stays.
    if (state.index.game(tools.config, game)?.batch === batch.batch) return;
    const judgement = judgementOf(game, reply ?? EXPIRED, {
      at: clock.now(),
      config: tools.config,
      model: tools.configuration.model,
      price,
      latencyMs: null,
      attempt: 1,
      batch: batch.batch,
    });
    if (reply === null) judgement.unjudged = 'batch-expired';
    const most = reserved.get(keyText(game)) ?? 0;
    state.budget.settle(most, { cost: judgement.cost ?? most });
    group.push(judgement);
    if (group.length >= GROUP) await flush();
  }

  for await (const { customId, reply } of batches.collect(batch.batch!)) {
    const game = open.get(customId);
    if (!game) {
      foreign++;
      continue;
    }
    if (reply === null) continue;
    open.delete(customId);
    await add(game, reply);
  }
  for (const game of open.values()) await add(game, null);
  await flush();
  const parts = [
    open.size > 0 && `${open.size} games without an answer`,
    foreign > 0 && `${foreign} answers to nothing that was asked`,
  ].filter(Boolean);
  return { judged, missing: parts.length > 0 ? parts.join(', ') : null };
}

/** Stands in for the reply to a game that a batch ended without. */
const EXPIRED: JudgeReply = {
  raw: null,
  parsed: null,
  finish: null,
  usage: null,
  headers: {},
  requestId: null,
  model: null,
  contextFull: false,
  error: {
    class: 'rejected',
    message: 'the batch ended without an answer to this game',
    retryable: false,
    retryAfterMs: null,
    maybeBilled: false,
  },
};

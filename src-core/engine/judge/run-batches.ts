import type { KnownBatch } from '../../judge/judgement-index';
import { costOf } from '../../judge/prices';
import type { BatchEntry, BatchGame } from '../../model/judge';
import type { JudgeBatchStatus } from '../../model/judge-run';
import type { BatchState, JudgeBatches } from '../../ports/judge-provider';
import { collectBatch } from './collect-batch';
import { turnsOf } from './game-source';
import { gamesToAsk, type JudgeGame, keyText } from './judge-games';
import { batchStatuses, gamesIn, openBatches } from './open-batches';
import type { Asked, AskRequest } from './ask-request';
import { WakeUp } from './wake-up';

/** Questions of a batch of ours: they and their prompts are in memory together. */
const MOST_QUESTIONS = 10_000;
const MOST_BYTES = 64_000_000;
/** Between polls, ms: growing, since most batches take minutes to hours. */
const FIRST_POLL = 2000;
const LAST_POLL = 60_000;

export interface BatchRequest extends AskRequest {
  batches: JudgeBatches;
  /** Hand over what is to ask. */
  submit: boolean;
  /** Wait for every batch to end; false: only collect what is ready. */
  wait: boolean;
  /** Ours: a name for a new batch. */
  newTag: () => string;
  onBatches: (batches: readonly JudgeBatchStatus[]) => void;
}

const NOT_ASKED: BatchState = {
  status: 'running',
  detail: 'can not be reached, is asked again',
  completed: null,
  failed: null,
  problem: null,
};

/**
 * Hands the games over as batches and waits for them. A batch is journalled before it is handed over and again under the
 * provider's id before it is polled, so that closing the app at any moment loses none: the next run goes on with it.
 */
export async function runBatches(
  request: BatchRequest,
): Promise<Omit<Asked, 'ended'> & { ended: Asked['ended'] | 'batch' }> {
  const { state, journal, tools, clock, control, batches } = request;
  const { index, budget } = state;
  const { config } = tools;
  const wake = new WakeUp(clock);
  const polled = new Map<string, BatchState>();
  /** What games of this run may cost at most. */
  const reserved = new Map<string, number>();
  let asked = 0;
  let problem: Asked['problem'] = null;
  let ceiling = false;

  const onStop = (): void => wake.call();
  control.pause.addEventListener('abort', onStop);
  control.cancel.addEventListener('abort', onStop);
  const stopped = (): boolean => control.pause.aborted || control.cancel.aborted;

  async function note(
    batch: Pick<KnownBatch, 'tag' | 'batch'>,
    status: BatchEntry['status'],
    { games = [], text = null }: { games?: readonly BatchGame[]; text?: string | null } = {},
  ): Promise<void> {
    const entry: BatchEntry = {
      kind: 'batch',
      at: clock.now(),
      config,
      tag: batch.tag,
      batch: batch.batch,
      status,
      games,
      note: text,
    };
    await journal.append([entry]);
    index.add(entry);
    show();
  }

  function show(): void {
    request.onBatches(batchStatuses(index, config, polled));
    request.onChange();
  }

  /** A batch that was being handed over when the app was closed is with the provider, or never arrived. */
  async function findLost(): Promise<void> {
    for (const batch of openBatches(index, config)) {
      if (batch.batch !== null) continue;
      const found = await batches.find(batch.tag, {
        since: batch.submittedAt,
        questions: batch.games.length,
      });
      if (found === null) await note(batch, 'failed', { text: 'it never reached the provider' });
      else await note({ tag: batch.tag, batch: found }, 'submitted');
    }
  }

  async function handOver(games: readonly JudgeGame[]): Promise<void> {
    const tag = request.newTag();
    await note({ tag, batch: null }, 'submitting', {
      games: games.map(({ pair, order, repeat, promptHash }) => ({ pair, order, repeat, promptHash })),
    });
    const questions = games.map(({ prompt }, i) => ({ customId: `${tag}-${i}`, question: prompt }));
    const id = await batches.start(questions, { tag });
    await note({ tag, batch: id }, 'submitted');
  }

  async function submitAll(): Promise<void> {
    const inBatch = gamesIn(openBatches(index, config));
    const turns = turnsOf(request.pairs, {
      toAsk: (planned) => gamesToAsk(planned, { config, index, settings: request.settings, inBatch }),
      readTexts: (seqs) => request.store.readTexts(seqs),
      tools,
    });
    let chunk: JudgeGame[] = [];
    let bytes = 0;
    const limits = {
      questions: Math.min(MOST_QUESTIONS, batches.most.questions),
      bytes: Math.min(MOST_BYTES, batches.most.bytes),
    };
    const flush = async (): Promise<void> => {
      if (chunk.length > 0) await handOver(chunk);
      chunk = [];
      bytes = 0;
    };
    for await (const block of turns)
      for (const { planned, games } of block) {
        if (planned.rule !== null) state.tally.addRule(planned.rule, planned.cluster);
        for (const game of games) {
          if (stopped() || ceiling) break;
          const most = mostOf(game);
          if (budget.reserve(most) !== 'yes') {
            ceiling = true;
            break;
          }
          reserved.set(keyText(game), most);
          // JSON escapes and the frame of a request: three bytes a character is beyond what they add.
          const size = 3 * (game.prompt.system.length + game.prompt.user.length) + 1000;
          if (chunk.length >= limits.questions || bytes + size > limits.bytes) await flush();
          chunk.push(game);
          bytes += size;
        }
      }
    if (!stopped()) await flush();
  }

  function mostOf({ tokens }: Pick<JudgeGame, 'tokens'>): number {
    if (!request.price) return 0;
    const usage = {
      input: Math.ceil(tokens * 1.5),
      cachedInput: 0,
      output: tools.configuration.maxOutputTokens,
    };
    return costOf(usage, { ...request.price, cachedInput: request.price.input }, true);
  }

  try {
    await findLost();
    if (request.submit && !stopped()) await submitAll();
    let interval = FIRST_POLL;
    for (
      let open = openBatches(index, config);
      open.length > 0 && !stopped();
      open = openBatches(index, config)
    ) {
      for (const batch of open) {
        // A provider that can not be reached for a while, as on a train, has the batch all the same.
        const seen = await batches.poll(batch.batch!).catch(() => NOT_ASKED);
        polled.set(batch.tag, seen);
        if (seen.status === 'failed') {
          problem ??= {
            message: `The provider refused a batch: ${seen.problem ?? seen.detail}`,
            remedy: 'run without batches to see what the judge says to one call',
          };
          await note(batch, 'failed', { text: seen.problem });
        } else if (seen.status !== 'running') {
          const { judged, missing } = await collectBatch(batch, { ...request, reserved });
          asked += judged;
          await note(batch, 'collected', { text: missing });
        }
      }
      show();
      if (!request.wait || openBatches(index, config).length === 0) break;
      await wake.sleep(clock.now() + interval);
      interval = Math.min(LAST_POLL, interval * 1.5);
    }
    const open = openBatches(index, config);
    if (control.cancel.aborted) for (const { batch } of open) if (batch !== null) await batches.cancel(batch);
    const ended = control.cancel.aborted
      ? 'cancelled'
      : open.length > 0
        ? 'batch'
        : problem
          ? 'stopped'
          : stopped()
            ? 'paused'
            : ceiling
              ? 'ceiling'
              : 'complete';
    return { ended, asked, problem };
  } finally {
    control.pause.removeEventListener('abort', onStop);
    control.cancel.removeEventListener('abort', onStop);
  }
}

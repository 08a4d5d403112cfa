import type { Budget } from '../../judge/budget';
import { toShown, toIndexed } from '../../judge/journal-entry';
import type { JudgementIndex } from '../../judge/judgement-index';
import { costOf } from '../../judge/prices';
import { readRateLimits } from '../../judge/rate-limits';
import type { RunningTally } from '../../judge/running-tally';
import { backoffMs, type Schedule } from '../../judge/schedule';
import type { JudgeEntry, Judgement } from '../../model/judge';
import type {
  AppliedPrice,
  JudgeEnd,
  JudgeProgress,
  JudgeRunSettings,
  ShownJudgement,
} from '../../model/judge-run';
import type { Clock } from '../../ports/clock';
import type { Journal } from '../../ports/journal';
import type { JudgeError, JudgeProvider, JudgeReply } from '../../ports/judge-provider';
import { gamesToAsk, type JudgeGame, type PromptTools } from './judge-games';
import { judgementOf } from './judge-record';
import type { PlannedPair } from './judge-plan';
import { turnsOf } from './game-source';
import type { WorkspaceStore } from '../../ports/workspace-store';
import { WakeUp } from './wake-up';

/** Games that are ready before they are needed. */
const READY = 128;
/** Refused calls, with none answered, after which a run stops: the rest would be refused as well. */
const REFUSED_AT_FIRST = 3;
/** Calls in a row that reached no server, after all their attempts, after which a run stops: it is not there. */
const UNREACHED_IN_A_ROW = 3;
/** A server that is busy this many times for one call, without naming a time, is given up for it. */
const BUSY_ATTEMPTS = 20;

export interface RunControl {
  /** Start no more calls, wait for those in flight. */
  readonly pause: AbortSignal;
  /** Break off the calls in flight as well. */
  readonly cancel: AbortSignal;
}

/** What a run shares with its view. */
export interface RunState {
  index: JudgementIndex;
  tally: RunningTally;
  budget: Budget;
  schedule: Schedule;
  games: JudgeProgress['games'];
}

export interface AskRequest {
  pairs: readonly PlannedPair[];
  tools: PromptTools;
  settings: JudgeRunSettings;
  /** Games that a batch of the provider holds. */
  inBatch: ReadonlySet<string>;
  state: RunState;
  journal: Journal<JudgeEntry>;
  store: Pick<WorkspaceStore, 'readTexts'>;
  provider: JudgeProvider;
  price: AppliedPrice | null;
  clock: Clock;
  /** Uniform in [0, 1). */
  random: () => number;
  control: RunControl;
  isDecided: () => boolean;
  /** Something changed that is worth showing; called often. */
  onChange: () => void;
  onJudged: (games: readonly ShownJudgement[]) => void;
}

export interface Asked {
  ended: Exclude<JudgeEnd, 'batch'>;
  asked: number;
  problem: { message: string; remedy: string | null } | null;
}

interface Job {
  game: JudgeGame;
  /** What it may cost at most. */
  most: number;
  attempt: number;
  busy: number;
  /** Not before, ms since 1970 UTC. */
  at: number;
}

/**
 * Asks every game of the plan that the journal does not have. A judgement is journalled, then counted and shown. Rules
 * decide their pairs when it is their turn, so that what is counted is a sample at any time.
 */
export async function askGames(request: AskRequest): Promise<Asked> {
  const { pairs, tools, settings, state, journal, provider, price, clock, control } = request;
  const { tally, budget, schedule, games } = state;
  const wake = new WakeUp(clock);
  const turns = turnsOf(pairs, {
    toAsk: (planned) =>
      gamesToAsk(planned, { config: tools.config, index: state.index, settings, inBatch: request.inBatch }),
    readTexts: (seqs) => request.store.readTexts(seqs),
    tools,
  });
  /** In the order of the plan: games to ask, and pairs that a rule decides. */
  const ready: (Job | PlannedPair)[] = [];
  const retries: Job[] = [];
  const writing = new Set<Promise<void>>();
  let exhausted = false;
  let reading: Promise<void> | null = null;
  let failure: unknown = null;
  let asked = 0;
  let answered = 0;
  let refused = 0;
  let unreached = 0;
  let ended: Asked['ended'] | null = null;
  let problem: Asked['problem'] = null;

  const stop = (how: Asked['ended']): void => {
    ended ??= how;
    wake.call();
  };
  const onPause = (): void => stop('paused');
  const onCancel = (): void => stop('cancelled');

  async function readMore(): Promise<void> {
    const { value, done } = await turns.next();
    if (done) exhausted = true;
    else
      for (const turn of value) {
        if (turn.planned.rule !== null) ready.push(turn.planned);
        for (const game of turn.games) ready.push({ game, most: mostOf(game), attempt: 0, busy: 0, at: 0 });
      }
  }

  function mostOf({ tokens, prompt }: JudgeGame): number {
    if (!price) return 0;
    const input = Math.ceil(upperTokens(tokens, prompt.system.length + prompt.user.length));
    const usage = { input, cachedInput: 0, output: tools.configuration.maxOutputTokens };
    return costOf(usage, { ...price, cachedInput: price.input }, false);
  }

  /** The next job that may start now; else when there may be one. */
  function take(now: number): Job | number {
    const due = retries.findIndex(({ at }) => at <= now);
    if (due >= 0) return retries.splice(due, 1)[0]!;
    for (let next = ready.shift(); next; next = ready.shift()) {
      if ('game' in next) return next;
      tally.addRule(next.rule!, next.cluster);
    }
    return retries.reduce((soonest, { at }) => Math.min(soonest, at), Infinity);
  }

  function putBack(job: Job): void {
    if (job.attempt + job.busy > 0) retries.unshift(job);
    else ready.unshift(job);
  }

  function start(job: Job): void {
    const startedAt = clock.now();
    schedule.started(job.game.tokens);
    games.inFlight++;
    void provider
      .judge(job.game.prompt, { timeoutMs: settings.timeoutMs, signal: control.cancel })
      .then((reply) => finish(job, reply, startedAt))
      .catch((error: unknown) => {
        failure ??= error;
        stop('stopped');
      })
      .finally(() => {
        games.inFlight--;
        wake.call();
      });
  }

  function finish(job: Job, reply: JudgeReply, startedAt: number): void {
    const now = clock.now();
    const { error } = reply;
    const busy = error?.class === 'busy';
    schedule.ended(
      {
        kind: busy ? 'busy' : error ? 'other' : 'answered',
        startedAt,
        waitMs: busy
          ? (error.retryAfterMs ?? backoffMs(job.busy + 1, request.random()))
          : (error?.retryAfterMs ?? null),
        limits: readRateLimits(reply.headers, now),
      },
      now,
    );
    request.onChange();
    if (error?.class === 'aborted') return budget.settle(job.most, 'maybe-billed');
    if (error && isFatal(error)) {
      budget.settle(job.most, 'free');
      problem ??= problemOf(error);
      return stop('stopped');
    }
    if (error?.retryable && mayRetry(job, error)) {
      budget.settle(job.most, error.maybeBilled ? 'maybe-billed' : 'free');
      if (ended === null) retries.push(again(job, error, now));
      return;
    }
    unreached = error?.class === 'connection' && !error.maybeBilled ? unreached + 1 : 0;
    if (error && unreached >= UNREACHED_IN_A_ROW) {
      problem ??= {
        message: `The judge can not be reached: ${error.message}`,
        remedy: 'start its server or correct the address; what was judged is kept',
      };
      stop('stopped');
    }
    const attempt = job.attempt + 1;
    const judgement = judgementOf(job.game, reply, {
      at: now,
      config: tools.config,
      model: tools.configuration.model,
      price,
      latencyMs: Math.max(0, Math.round(now - startedAt)),
      attempt,
      batch: null,
    });
    if (error) budget.settle(job.most, error.maybeBilled ? 'maybe-billed' : 'free');
    // Without usage the most that it can have cost is what counts against the ceiling.
    else budget.settle(job.most, { cost: judgement.cost ?? job.most });
    if (!error) answered++;
    else if (error.class === 'rejected' && ++refused >= REFUSED_AT_FIRST && answered === 0) {
      problem ??= problemOf(error);
      stop('stopped');
    }
    const written = write(judgement, job.game.planned.cluster).finally(() => {
      writing.delete(written);
      wake.call();
    });
    writing.add(written);
  }

  async function write(judgement: Judgement, cluster: string | null): Promise<void> {
    try {
      await journal.append([judgement]);
    } catch (error) {
      failure ??= error;
      return stop('stopped');
    }
    const game = toIndexed(judgement);
    state.index.add(game);
    tally.addGame(game, cluster);
    asked++;
    games.done++;
    if (judgement.verdict === null) games.failed++;
    request.onJudged([toShown(judgement)]);
    request.onChange();
    if (settings.sample.untilDecided && request.isDecided()) stop('decided');
  }

  function mayRetry(job: Job, error: JudgeError): boolean {
    if (error.class === 'busy') return error.retryAfterMs !== null || job.busy + 1 < BUSY_ATTEMPTS;
    return job.attempt + 1 < settings.maxAttempts;
  }

  function again(job: Job, error: JudgeError, now: number): Job {
    // A wait that the server asked for is no attempt.
    if (error.class === 'busy') return { ...job, busy: job.busy + 1, at: now };
    const attempt = job.attempt + 1;
    return { ...job, attempt, at: now + (error.retryAfterMs ?? backoffMs(attempt, request.random())) };
  }

  control.pause.addEventListener('abort', onPause);
  control.cancel.addEventListener('abort', onCancel);
  if (control.pause.aborted) onPause();
  if (control.cancel.aborted) onCancel();
  try {
    while (ended === null) {
      if (!exhausted && ready.length < READY)
        reading ??= readMore()
          .catch((error: unknown) => {
            failure ??= error;
            stop('stopped');
          })
          .finally(() => {
            reading = null;
            wake.call();
          });
      const now = clock.now();
      const job = take(now);
      if (typeof job === 'number') {
        if (exhausted && job === Infinity && games.inFlight === 0) ended = 'complete';
        else await wake.sleep(job);
        continue;
      }
      const admission = schedule.admit(now, job.game.tokens, writing.size);
      const reserved = admission.go ? budget.reserve(job.most) : 'wait';
      if (reserved === 'yes') {
        start(job);
        continue;
      }
      putBack(job);
      if (reserved === 'no') {
        stop('ceiling');
        continue;
      }
      request.onChange();
      await wake.sleep(admission.go ? Infinity : admission.until);
    }
    while (games.inFlight > 0) await wake.sleep(Infinity);
    if (reading) await reading;
    await Promise.all(writing);
  } finally {
    control.pause.removeEventListener('abort', onPause);
    control.cancel.removeEventListener('abort', onCancel);
  }
  if (failure !== null) throw failure;
  return { ended, asked, problem };
}

/** Tokens of a prompt at most: counts of another tokenizer are off, and no tokenizer needs more than one a character. */
function upperTokens(counted: number, chars: number): number {
  return Math.min(Math.max(counted * 1.5, counted + 200), Math.max(counted, chars * 1.1 + 64));
}

function isFatal({ class: kind }: JudgeError): boolean {
  return kind === 'auth' || kind === 'quota' || kind === 'no-model';
}

const REMEDY: Partial<Record<JudgeError['class'], string>> = {
  auth: 'check the key of this provider',
  quota:
    'raise the limit or add credit at the provider; what was judged is kept, and the run goes on from there',
  'no-model': 'check the name of the model and the address; Ollama needs the model to be pulled first',
  rejected: 'if it speaks of response_format, switch structured answers off; if of temperature, leave it out',
};

function problemOf(error: JudgeError): NonNullable<Asked['problem']> {
  return { message: `The judge refuses: ${error.message}`, remedy: REMEDY[error.class] ?? null };
}

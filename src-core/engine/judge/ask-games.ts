import { toIndexed, toShown } from '../../judge/journal-entry';
import { readRateLimits } from '../../judge/rate-limits';
import { backoffMs } from '../../judge/schedule';
import type { Judgement } from '../../model/judge';
import type { JudgeReply } from '../../ports/judge-provider';
import type { Asked, AskRequest, RunProblem } from './ask-request';
import { CallFailures, callAgain } from './call-failures';
import { type Call, CallQueue, mostOf } from './call-queue';
import { turnsOf } from './game-source';
import { gamesToAsk } from './judge-games';
import { judgementOf } from './judge-record';
import { WakeUp } from './wake-up';

/** Asks every game of the plan that the journal does not have. A judgement is journalled, then counted and shown. */
export async function askGames(request: AskRequest): Promise<Asked> {
  return new AskingRun(request).run();
}

class AskingRun {
  private readonly wake: WakeUp;
  private readonly queue: CallQueue;
  private readonly failures = new CallFailures();
  private readonly writing = new Set<Promise<void>>();
  private asked = 0;
  private ended: Asked['ended'] | null = null;
  private problem: RunProblem | null = null;
  /** An error of ours, as of a full disk: the run ends and throws it. */
  private broken: { error: unknown } | null = null;

  constructor(private readonly request: AskRequest) {
    const { pairs, tools, settings, state, inBatch, price, store } = request;
    const { config, configuration } = tools;
    this.wake = new WakeUp(request.clock);
    const turns = turnsOf(pairs, {
      toAsk: (planned) => gamesToAsk(planned, { config, index: state.index, settings, inBatch }),
      readTexts: (seqs) => store.readTexts(seqs),
      tools,
    });
    this.queue = new CallQueue(turns, {
      mostOf: (game) => mostOf(game, { price, maxOutputTokens: configuration.maxOutputTokens }),
      onRule: ({ rule, cluster }) => state.tally.addRule(rule!, cluster),
    });
  }

  async run(): Promise<Asked> {
    const { pause, cancel } = this.request.control;
    const onPause = (): void => this.endBy('paused');
    const onCancel = (): void => this.endBy('cancelled');
    pause.addEventListener('abort', onPause);
    cancel.addEventListener('abort', onCancel);
    if (pause.aborted) onPause();
    if (cancel.aborted) onCancel();
    try {
      while (this.ended === null) await this.step();
      while (this.request.state.games.inFlight > 0) await this.wake.sleep(Infinity);
      await this.queue.settle();
      await Promise.all(this.writing);
    } finally {
      pause.removeEventListener('abort', onPause);
      cancel.removeEventListener('abort', onCancel);
    }
    if (this.broken) throw this.broken.error;
    return { ended: this.ended!, asked: this.asked, problem: this.problem };
  }

  /** Starts the next call, or sleeps until there may be one. */
  private async step(): Promise<void> {
    const { request, queue, wake } = this;
    const { clock, state } = request;
    queue.readOn({ read: () => wake.call(), failed: (error) => this.breakOff(error) });
    const now = clock.now();
    const call = queue.take(now);
    if (typeof call === 'number') {
      if (queue.ended && call === Infinity && state.games.inFlight === 0) this.ended = 'complete';
      else await this.sleep(call);
      return;
    }
    const admission = state.schedule.admit(now, call.game.tokens, this.writing.size);
    const reserved = admission.go ? state.budget.reserve(call.most) : 'wait';
    if (reserved === 'yes') return this.start(call);
    queue.putBack(call);
    if (reserved === 'no') return this.stop('ceiling');
    await this.sleep(admission.go ? Infinity : admission.until);
  }

  /** Where nothing is in flight, what is shown stays for as long as this lasts. */
  private async sleep(until: number): Promise<void> {
    const { request, queue } = this;
    const { state } = request;
    if (state.retrying)
      state.retrying = queue.toRetry > 0 ? { ...state.retrying, calls: queue.toRetry } : null;
    request.onChange(state.games.inFlight === 0 && until > request.clock.now());
    await this.wake.sleep(until);
  }

  private start(call: Call): void {
    const { provider, settings, control, clock, state } = this.request;
    const startedAt = clock.now();
    state.schedule.started(call.game.tokens);
    state.games.inFlight++;
    void provider
      .judge(call.game.prompt, { timeoutMs: settings.timeoutMs, signal: control.cancel })
      .then((reply) => this.finish(call, reply, startedAt))
      .catch((error: unknown) => this.breakOff(error))
      .finally(() => {
        state.games.inFlight--;
        this.wake.call();
      });
  }

  private finish(call: Call, reply: JudgeReply, startedAt: number): void {
    const { clock, state, settings, random, tools, price } = this.request;
    const { error } = reply;
    const { budget } = state;
    const now = clock.now();
    this.pace(call, reply, { startedAt, now });
    if (error?.class === 'aborted') return budget.settle(call.most, 'maybe-billed');
    const fatal = this.failures.fatal(error);
    if (fatal) {
      budget.settle(call.most, 'free');
      return this.give(fatal);
    }
    const again = error && callAgain(call, error, { now, random, maxAttempts: settings.maxAttempts });
    if (error) budget.settle(call.most, error.maybeBilled ? 'maybe-billed' : 'free');
    if (again) {
      if (this.ended !== null) return;
      this.queue.retry(again);
      state.retrying = { calls: this.queue.toRetry, message: error!.message };
      return;
    }
    const hopeless = this.failures.ended(error);
    if (hopeless) this.give(hopeless);
    const judgement = judgementOf(call.game, reply, {
      at: now,
      config: tools.config,
      model: tools.configuration.model,
      price,
      latencyMs: Math.max(0, Math.round(now - startedAt)),
      attempt: call.attempt + 1,
      batch: null,
    });
    // Without usage the most that it can have cost is what counts against the ceiling.
    if (!error) budget.settle(call.most, { cost: judgement.cost ?? call.most });
    const written = this.write(judgement, call.game.planned.cluster).finally(() => {
      this.writing.delete(written);
      this.wake.call();
    });
    this.writing.add(written);
  }

  /** Tells the schedule how a call went. */
  private pace(
    call: Call,
    { error, headers }: JudgeReply,
    { startedAt, now }: { startedAt: number; now: number },
  ): void {
    const { state, random, onChange } = this.request;
    const busy = error?.class === 'busy';
    state.schedule.ended(
      {
        kind: busy ? 'busy' : error ? 'other' : 'answered',
        startedAt,
        waitMs: error?.retryAfterMs ?? (busy ? backoffMs(call.busy + 1, random()) : null),
        limits: readRateLimits(headers, now),
      },
      now,
    );
    onChange();
  }

  private async write(judgement: Judgement, cluster: string | null): Promise<void> {
    const { journal, state, settings, isDecided, onJudged, onChange } = this.request;
    try {
      await journal.append([judgement]);
    } catch (error) {
      return this.breakOff(error);
    }
    const game = toIndexed(judgement);
    state.index.add(game);
    state.tally.addGame(game, cluster);
    this.asked++;
    state.games.done++;
    if (judgement.verdict === null) state.games.failed++;
    onJudged([toShown(judgement)]);
    onChange();
    if (settings.sample.untilDecided && isDecided()) this.stop('decided');
  }

  /** Somebody asked for it, and sees that it was heard. */
  private endBy(how: 'paused' | 'cancelled'): void {
    this.stop(how);
    this.request.onChange(true);
  }

  private stop(how: Asked['ended']): void {
    this.ended ??= how;
    this.wake.call();
  }

  /** The judge can not go on. */
  private give(problem: RunProblem): void {
    this.problem ??= problem;
    this.stop('stopped');
  }

  /** We can not go on. */
  private breakOff(error: unknown): void {
    this.broken ??= { error };
    this.stop('stopped');
  }
}

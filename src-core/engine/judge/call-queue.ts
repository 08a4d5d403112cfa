import { costOf } from '../../judge/prices';
import type { AppliedPrice } from '../../model/judge-run';
import type { Turn } from './game-source';
import type { JudgeGame } from './judge-games';
import type { PlannedPair } from './judge-plan';

/** Games that are ready before they are needed. */
const READY = 128;

/** A game on its way to the judge. */
export interface Call {
  game: JudgeGame;
  /** What it may cost at most. */
  most: number;
  /** Attempts that failed. */
  attempt: number;
  /** Attempts that met a busy server. */
  busy: number;
  /** Not before, ms since 1970 UTC. */
  at: number;
}

/**
 * The calls of a run in the order of its plan, made a little before they are needed. Pairs that a rule decides pass by in
 * their turn, so that what is counted is a sample at any time.
 */
export class CallQueue {
  private readonly ready: (Call | PlannedPair)[] = [];
  private readonly retries: Call[] = [];
  private reading: Promise<void> | null = null;
  private exhausted = false;

  constructor(
    private readonly turns: AsyncIterator<Turn[]>,
    private readonly options: { mostOf: (game: JudgeGame) => number; onRule: (pair: PlannedPair) => void },
  ) {}

  /** All of the plan has been taken; calls to be tried again may be left. */
  get ended(): boolean {
    return this.exhausted && this.ready.length === 0;
  }

  /** Reads on where little is left. */
  readOn(after: { read: () => void; failed: (error: unknown) => void }): void {
    if (this.exhausted || this.ready.length >= READY) return;
    this.reading ??= this.readMore()
      .catch(after.failed)
      .finally(() => {
        this.reading = null;
        after.read();
      });
  }

  /** The next call that may start now; else when there may be one, Infinity for "not by itself". */
  take(now: number): Call | number {
    const due = this.retries.findIndex(({ at }) => at <= now);
    if (due >= 0) return this.retries.splice(due, 1)[0]!;
    for (let next = this.ready.shift(); next; next = this.ready.shift()) {
      if ('game' in next) return next;
      this.options.onRule(next);
    }
    return this.retries.reduce((soonest, { at }) => Math.min(soonest, at), Infinity);
  }

  /** A call that was taken and may not start yet. */
  putBack(call: Call): void {
    if (call.attempt + call.busy > 0) this.retries.unshift(call);
    else this.ready.unshift(call);
  }

  retry(call: Call): void {
    this.retries.push(call);
  }

  /** Calls that wait for their next attempt. */
  get toRetry(): number {
    return this.retries.length;
  }

  /** Waits for what is being read. */
  async settle(): Promise<void> {
    await this.reading;
  }

  private async readMore(): Promise<void> {
    const { value, done } = await this.turns.next();
    if (done) {
      this.exhausted = true;
      return;
    }
    for (const { planned, games } of value) {
      if (planned.rule !== null) this.ready.push(planned);
      for (const game of games)
        this.ready.push({ game, most: this.options.mostOf(game), attempt: 0, busy: 0, at: 0 });
    }
  }
}

/** What a call may cost at most: its ceiling is set aside before it starts. 0 without a price. */
export function mostOf(
  { tokens, prompt }: JudgeGame,
  { price, maxOutputTokens }: { price: AppliedPrice | null; maxOutputTokens: number },
): number {
  if (price === null) return 0;
  const input = Math.ceil(upperTokens(tokens, prompt.system.length + prompt.user.length));
  return costOf(
    { input, cachedInput: 0, output: maxOutputTokens },
    { ...price, cachedInput: price.input },
    false,
  );
}

/** Tokens of a prompt at most: counts of another tokenizer are off, and no tokenizer needs more than one a character. */
function upperTokens(counted: number, chars: number): number {
  return Math.min(Math.max(counted * 1.5, counted + 200), Math.max(counted, chars * 1.1 + 64));
}

import type { RateLimits } from './rate-limits';

/** Share to which the limit falls when the server is busy. */
const CUT = 0.5;
/** Calls in flight at the start. */
const FIRST = 8;

/** May a call start now? If not, when to ask again: a time, or Infinity for "when a call has ended". */
export type Admission = { go: true } | { go: false; until: number; reason: string | null };

/** How a call ended, as far as the pace of the others depends on it. */
export interface CallOutcome {
  kind: 'answered' | 'busy' | 'other';
  /** When it was started. */
  startedAt: number;
  /** What the server asked to wait, ms; for a busy server that named no time, what we choose. */
  waitMs: number | null;
  limits: RateLimits;
}

/**
 * How many calls may be in flight: grows by one a success until the server is first busy, from then on by one a round,
 * and is halved whenever it is busy (additive increase, multiplicative decrease; Chiu & Jain 1989). The server's own
 * limits and waits are obeyed whatever their length. Times are in ms and come from outside.
 */
export class Schedule {
  /** Calls allowed in flight. */
  limit: number;
  inFlight = 0;
  private calm = true;
  private lastCut = -Infinity;
  private pausedUntil = -Infinity;
  private pauseReason: string | null = null;
  private requests: Allowance | null = null;
  private tokens: Allowance | null = null;

  constructor(private readonly most: number) {
    this.limit = Math.min(most, FIRST);
  }

  /** @param held answers that are still being journalled: they take a place, so that a crash loses no more than that */
  admit(now: number, tokens: number, held = 0): Admission {
    if (now < this.pausedUntil) return { go: false, until: this.pausedUntil, reason: this.pauseReason };
    if (this.inFlight + held >= Math.max(1, Math.floor(this.limit)))
      return { go: false, until: Infinity, reason: null };
    const requestsAt = readyAt(this.requests, 1, now);
    if (requestsAt > now) return { go: false, until: requestsAt, reason: 'the limit on requests is used up' };
    const tokensAt = readyAt(this.tokens, tokens, now);
    if (tokensAt > now) return { go: false, until: tokensAt, reason: 'the limit on tokens is used up' };
    return { go: true };
  }

  started(tokens: number): void {
    this.inFlight++;
    if (this.requests) this.requests.left -= 1;
    if (this.tokens) this.tokens.left -= tokens;
  }

  ended({ kind, startedAt, waitMs, limits }: CallOutcome, now: number): void {
    this.inFlight--;
    this.requests = allowance(limits.requests, this.inFlight, now) ?? this.requests;
    this.tokens = allowance(limits.tokens, 0, now) ?? this.tokens;
    if (kind === 'answered') {
      this.limit = Math.min(this.most, this.limit + (this.calm ? 1 : 1 / this.limit));
      return;
    }
    if (kind !== 'busy') return;
    this.calm = false;
    // Calls that were in flight together tell of one overload, not of many.
    if (startedAt >= this.lastCut) {
      this.limit = Math.max(1, this.limit * CUT);
      this.lastCut = now;
    }
    if (waitMs !== null && now + waitMs > this.pausedUntil) {
      this.pausedUntil = now + waitMs;
      this.pauseReason = 'the server asked to wait';
    }
  }

  /** Until when the server has asked to wait; null when it has not. */
  waiting(now: number): { until: number; reason: string } | null {
    return now < this.pausedUntil ? { until: this.pausedUntil, reason: this.pauseReason! } : null;
  }
}

interface Allowance {
  left: number;
  /** Units that come back each ms until the limit is full. */
  perMs: number;
  at: number;
  full: number;
  resetAt: number;
}

function allowance(limit: RateLimits['requests'], alsoInFlight: number, now: number): Allowance | null {
  if (limit === null) return null;
  const { remaining, resetMs, most } = limit;
  const used = most === null ? 0 : Math.max(0, most - remaining);
  return {
    left: remaining - alsoInFlight,
    perMs: resetMs > 0 ? used / resetMs : 0,
    at: now,
    full: most ?? remaining,
    resetAt: now + resetMs,
  };
}

/** When so many units will be there again. A need beyond the whole limit waits for it to be full. */
function readyAt(allowance: Allowance | null, need: number, now: number): number {
  if (allowance === null || now >= allowance.resetAt) return now;
  const { left, perMs, at, full, resetAt } = allowance;
  const missing = Math.min(need, full) - left;
  if (missing <= perMs * (now - at)) return now;
  return perMs > 0 ? Math.min(resetAt, Math.ceil(at + missing / perMs)) : resetAt;
}

/** Wait before attempt `attempt` + 1 where the server named none: doubling from 0.5 s to a minute, less up to a quarter. */
export function backoffMs(attempt: number, random: number): number {
  return Math.min(60_000, 500 * 2 ** (attempt - 1)) * (1 - random / 4);
}

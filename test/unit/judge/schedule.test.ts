import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Budget } from '@core/judge/budget';
import { drawSample } from '@core/judge/draw-sample';
import { costOf, DEFAULT_PRICES, findPrice } from '@core/judge/prices';
import { readRateLimits, readRetryAfter } from '@core/judge/rate-limits';
import { backoffMs, type CallOutcome, Schedule } from '@core/judge/schedule';

const NONE = { requests: null, tokens: null };
const answered = (startedAt: number): CallOutcome => ({
  kind: 'answered',
  startedAt,
  waitMs: null,
  limits: NONE,
});
const busy = (startedAt: number, waitMs: number | null = null): CallOutcome => ({
  kind: 'busy',
  startedAt,
  waitMs,
  limits: NONE,
});

/** Lets go as many calls as the schedule allows; gives how many. */
function fill(schedule: Schedule, now: number): number {
  let started = 0;
  while (schedule.admit(now, 1).go) {
    schedule.started(1);
    started++;
  }
  return started;
}

describe('the schedule', () => {
  it('doubles until the server is first busy, halves then, and grows by one a round', () => {
    const schedule = new Schedule(1000);
    const rounds: number[] = [];
    for (let now = 0; now < 5; now++) {
      rounds.push(fill(schedule, now));
      for (let i = rounds.at(-1)!; i > 0; i--) schedule.ended(answered(now), now);
    }
    expect(rounds).toEqual([8, 16, 32, 64, 128]);
    fill(schedule, 10);
    for (let i = 0; i < 256; i++) schedule.ended(busy(10), 11);
    expect(schedule.limit).toBe(128);
    expect(fill(schedule, 12)).toBe(128);
    for (let i = 0; i < 128; i++) schedule.ended(answered(12), 13);
    expect(Math.floor(schedule.limit)).toBe(128);
    expect(schedule.limit).toBeGreaterThan(128.9);
  });

  it('never goes beyond the most, nor below one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.constantFrom('answered', 'busy', 'other'), { maxLength: 300 }),
        (most, outcomes) => {
          const schedule = new Schedule(most);
          let now = 0;
          for (const kind of outcomes as CallOutcome['kind'][]) {
            fill(schedule, now);
            expect(schedule.inFlight).toBeLessThanOrEqual(most);
            expect(schedule.inFlight).toBeGreaterThanOrEqual(1);
            schedule.ended({ kind, startedAt: now, waitMs: null, limits: NONE }, ++now);
          }
        },
      ),
    );
  });

  it('obeys a Retry-After of 90 s to the millisecond (the SDKs ignore one beyond 60 s)', () => {
    const schedule = new Schedule(50);
    schedule.started(1);
    schedule.ended(busy(0, 90_000), 1000);
    expect(schedule.admit(90_999, 1)).toEqual({
      go: false,
      until: 91_000,
      reason: 'the server asked to wait',
    });
    expect(schedule.waiting(90_999)).toEqual({ until: 91_000, reason: 'the server asked to wait' });
    expect(schedule.admit(91_000, 1)).toEqual({ go: true });
    expect(schedule.waiting(91_000)).toBeNull();
  });

  it('waits until the server’s own limits allow the next call', () => {
    const schedule = new Schedule(50);
    schedule.started(1);
    const limits = { requests: { remaining: 2, most: 100, resetMs: 9800 }, tokens: null };
    schedule.ended({ kind: 'answered', startedAt: 0, waitMs: null, limits }, 1000);
    expect(fill(schedule, 1000)).toBe(2);
    // 98 used, back in 9.8 s: one in 0.1 s.
    expect(schedule.admit(1000, 1)).toMatchObject({ go: false, until: 1100 });
    expect(schedule.admit(1100, 1)).toEqual({ go: true });
  });

  it('waits longer each time where the server names no time, at most a minute', () => {
    expect([1, 2, 3, 10, 50].map((attempt) => backoffMs(attempt, 0))).toEqual([
      500, 1000, 2000, 60_000, 60_000,
    ]);
    expect(backoffMs(1, 0.999)).toBeGreaterThan(370);
  });
});

describe('what servers say of their limits', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  it.each([
    [{ 'retry-after': '90' }, 90_000],
    [{ 'retry-after-ms': '1500', 'retry-after': '2' }, 1500],
    [{ 'retry-after': 'Sun, 01 Mar 2026 12:01:30 GMT' }, 90_000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': 'soon' }, null],
    [{}, null],
  ])('%j asks to wait %s ms', (headers, ms) => {
    expect(readRetryAfter(headers as Record<string, string>, now)).toBe(ms);
  });

  it('reads both families of headers', () => {
    expect(
      readRateLimits(
        {
          'x-ratelimit-limit-requests': '500',
          'x-ratelimit-remaining-requests': '499',
          'x-ratelimit-reset-requests': '120ms',
          'x-ratelimit-limit-tokens': '30000',
          'x-ratelimit-remaining-tokens': '0',
          'x-ratelimit-reset-tokens': '6m0s',
        },
        now,
      ),
    ).toEqual({
      requests: { remaining: 499, most: 500, resetMs: 120 },
      tokens: { remaining: 0, most: 30_000, resetMs: 360_000 },
    });
    expect(
      readRateLimits(
        {
          'anthropic-ratelimit-requests-limit': '50',
          'anthropic-ratelimit-requests-remaining': '0',
          'anthropic-ratelimit-requests-reset': '2026-03-01T12:00:30Z',
        },
        now,
      ).requests,
    ).toEqual({ remaining: 0, most: 50, resetMs: 30_000 });
    expect(readRateLimits({ 'x-ratelimit-remaining-requests': 'many' }, now).requests).toBeNull();
  });
});

describe('the budget', () => {
  it('is never overrun, whatever is in flight and whatever calls cost up to their most', () => {
    const call = fc.record({
      most: fc.double({ min: 0, max: 1, noNaN: true }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 5, noNaN: true }),
        fc.array(call),
        fc.integer({ min: 1, max: 20 }),
        (maxCost, calls, width) => {
          const budget = new Budget({ maxCost, maxCalls: null, priced: true });
          const inFlight: (typeof calls)[number][] = [];
          let paid = 0;
          const settle = () => {
            const { most, part } = inFlight.shift()!;
            paid += most * part;
            budget.settle(most, { cost: most * part });
          };
          for (const next of calls) {
            if (inFlight.length === width) settle();
            if (budget.reserve(next.most) === 'yes') inFlight.push(next);
            const worst = paid + inFlight.reduce((sum, { most }) => sum + most, 0);
            expect(worst).toBeLessThanOrEqual(maxCost * 1.000001);
          }
        },
      ),
    );
  });

  it('counts calls that broke off as spent, since they may be billed', () => {
    const budget = new Budget({ maxCost: 1, maxCalls: null, priced: true });
    expect(budget.reserve(0.6)).toBe('yes');
    expect(budget.reserve(0.6)).toBe('wait');
    budget.settle(0.6, 'maybe-billed');
    expect(budget.reserve(0.6)).toBe('no');
    expect(budget.spend).toMatchObject({ cost: 0, possible: 0.6 });
  });

  it('holds a ceiling on calls', () => {
    const budget = new Budget({ maxCost: null, maxCalls: 2, priced: false });
    expect([1, 2, 3].map(() => budget.reserve(0))).toEqual(['yes', 'yes', 'no']);
    expect(budget.spend.cost).toBeNull();
  });
});

describe('prices', () => {
  it('take the longest name that fits', () => {
    const inputOf = (model: string) => findPrice(DEFAULT_PRICES, { provider: 'openai', model })?.input;
    expect(inputOf('gpt-4o-mini-2024-07-18')).toBe(0.15);
    expect(inputOf('gpt-4o-2024-08-06')).toBe(2.5);
    expect(inputOf('someone-elses')).toBeUndefined();
    expect(findPrice(DEFAULT_PRICES, { provider: 'anthropic', model: 'gpt-4o' })).toBeNull();
  });

  it('count cached tokens and batches at their own price', () => {
    const price = { provider: 'p', model: 'm', input: 10, cachedInput: 1, output: 100, batchFactor: 0.5 };
    const usage = { input: 1_000_000, cachedInput: 400_000, output: 10_000 };
    expect(costOf(usage, price, false)).toBeCloseTo(6 + 0.4 + 1, 12);
    expect(costOf(usage, price, true)).toBeCloseTo(3.7, 12);
  });
});

describe('the sample', () => {
  const arbitrary = fc.array(
    fc.record({
      draw: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      stratum: fc.constantFrom('a', 'b', 'c'),
    }),
    { maxLength: 80 },
  );
  const candidatesOf = (pairs: readonly { draw: number; stratum: string }[], stratified: boolean) => ({
    seqs: Int32Array.from(pairs, (_, i) => i),
    draws: Float64Array.from(pairs, ({ draw }) => draw),
    strata: stratified ? pairs.map(({ stratum }) => stratum) : [],
  });

  it('holds each pair once, as many as asked for, and a larger one holds the smaller', () => {
    fc.assert(
      fc.property(arbitrary, fc.nat(100), fc.nat(100), (pairs, size, more) => {
        const small = [...drawSample(candidatesOf(pairs, false), size).places];
        const large = [...drawSample(candidatesOf(pairs, false), size + more).places];
        expect(small).toHaveLength(Math.min(size, pairs.length));
        expect(new Set(small).size).toBe(small.length);
        expect(large.slice(0, small.length)).toEqual(small);
      }),
    );
  });

  it('gives each stratum its share to within one pair, and says up to which draw it reaches', () => {
    fc.assert(
      fc.property(arbitrary, fc.nat(80), (pairs, size) => {
        const { places, upTo } = drawSample(candidatesOf(pairs, true), size);
        const limit = new Map(upTo);
        for (const stratum of ['a', 'b', 'c']) {
          const all = pairs.filter((pair) => pair.stratum === stratum).length;
          const got = [...places].filter((place) => pairs[place]!.stratum === stratum);
          const share = pairs.length === 0 ? 0 : (all * Math.min(size, pairs.length)) / pairs.length;
          expect(Math.abs(got.length - share)).toBeLessThan(1);
          for (const place of got) expect(pairs[place]!.draw).toBeLessThanOrEqual(limit.get(stratum)!);
        }
      }),
    );
  });
});

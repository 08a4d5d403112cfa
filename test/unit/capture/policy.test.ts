import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf, createBudget } from '@core/capture/budget';
import { parseCaptureConfig } from '@core/capture/capture-config';
import { coverageLedger } from '@core/capture/coverage-ledger';
import { withFields } from '@core/capture/json-path';
import { routeMatcher } from '@core/capture/match-route';
import { isPhaseDone, phaseAt, withSettled } from '@core/capture/phases';
import { DEFAULT_REDACTIONS, redact } from '@core/capture/redact';
import { unitHash } from '@core/capture/sample';
import { AppError } from '@core/model/app-error';

const minimal = { prod: { url: 'http://a' }, shadow: { url: 'http://b' }, log: { out: 'log.jsonl' } };

describe('unitHash', () => {
  // MurmurHash3_x86_32 of the reference implementation for an empty key with this seed would be as uniform; what
  // matters is that a share of keys is that share, also of keys that differ in one digit.
  it('puts the given share of like keys below it', () => {
    for (const rate of [0.05, 0.25, 0.5]) {
      const n = 20_000;
      let below = 0;
      for (let i = 0; i < n; i++) if (unitHash(`user-${i}`) < rate) below++;
      // Five standard deviations of a binomial share.
      expect(Math.abs(below / n - rate)).toBeLessThan(5 * Math.sqrt((rate * (1 - rate)) / n));
    }
  });

  it('is in [0, 1) for every text, and the same for the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (key) => {
        const hash = unitHash(key);
        expect(hash).toBeGreaterThanOrEqual(0);
        expect(hash).toBeLessThan(1);
        expect(unitHash(key)).toBe(hash);
      }),
    );
  });
});

describe('routeMatcher', () => {
  const find = routeMatcher({
    routes: [
      { path: '/v1/chat/completions', methods: ['POST'] },
      { path: '/api/*/ask', methods: ['POST', 'PUT'] },
    ],
    exclude: ['/api/admin/*'],
  });

  it('finds listed paths and methods only, whatever the query', () => {
    expect(find('POST', '/v1/chat/completions?x=1')?.path).toBe('/v1/chat/completions');
    expect(find('PUT', '/api/tenant-7/ask')?.path).toBe('/api/*/ask');
    for (const [method, path] of [
      ['GET', '/v1/chat/completions'],
      ['POST', '/v1/chat/completions/x'],
      ['POST', '/api/ask'],
      ['POST', '/api/admin/ask'],
    ] as const)
      expect(find(method, path)).toBeNull();
  });
});

describe('redact', () => {
  it('takes out keys, tokens, addresses, card and account numbers, also of keys of objects', () => {
    const text =
      'sk-abcdefghijklmnop1234, Bearer abc.def-ghijklmnopqrs, AKIAABCDEFGHIJKLMNOP, a.b@c.example.org, 4111-1111-1111-1111, DE89 3704 0044 0532 0130 00';
    expect(redact({ 'x@y.org': [text] }, DEFAULT_REDACTIONS)).toEqual({
      '[email]': ['[key], [token], [key], [email], [card], [iban]'],
    });
  });

  it('leaves numbers that only look like cards or accounts, and all other text', () => {
    const text = 'Order 4111111111111112 of 2026-03-01 at 12:30, ref AB12 CDEF, risk-free, 1234567890123';
    expect(redact(text, DEFAULT_REDACTIONS)).toBe(text);
  });

  // A pattern whose time is not linear would hold the recorder up for minutes here.
  it('reads long hostile texts to their end', () => {
    for (const part of ['a@', 'eyJ', '1 ', 'AA11 ', '-----BEGIN ', 'sk-', 'data:a/b;base64,'])
      expect(redact(part.repeat(20_000), DEFAULT_REDACTIONS).length).toBeGreaterThan(0);
  });
});

describe('phases', () => {
  const gate = { rate: 0.05, until: { settled: 500, errorExcessBelow: 0.02 } };
  const after = (n: number, shadowFails: (i: number) => boolean) => {
    let state = phaseAt(0, 0);
    for (let i = 0; i < n; i++) state = withSettled(state, { prod: false, shadow: shadowFails(i) });
    return state;
  };

  it('go on when enough has settled and the excess of errors is surely small', () => {
    expect(
      isPhaseDone(
        gate,
        after(499, () => false),
        1,
      ),
    ).toBe(false);
    expect(
      isPhaseDone(
        gate,
        after(2000, () => false),
        1,
      ),
    ).toBe(true);
  });

  it('stay while the shadow may be failing more, however long they wait', () => {
    expect(
      isPhaseDone(
        gate,
        after(5000, (i) => i % 20 === 0),
        1e12,
      ),
    ).toBe(false);
    expect(
      isPhaseDone(
        { rate: 1, until: { errorExcessBelow: 0.5 } },
        after(20, () => false),
        1e12,
      ),
    ).toBe(false);
  });

  it('go on by time alone where only a time is given, and the last stays', () => {
    expect(isPhaseDone({ rate: 1, until: { after: 1000 } }, phaseAt(0, 500), 1499)).toBe(false);
    expect(isPhaseDone({ rate: 1, until: { after: 1000 } }, phaseAt(0, 500), 1500)).toBe(true);
    expect(isPhaseDone({ rate: 1 }, phaseAt(0, 0), 1e15)).toBe(false);
  });
});

describe('budget', () => {
  // Calls under way cost money too: without them, 32 parallel calls would overrun the ceiling 32 times.
  it('closes before calls under way can overrun the ceiling', () => {
    const budget = createBudget({ usd: 1 }, { usd: 0, requests: 0, unpriced: 0 });
    budget.begin();
    budget.end(0.3);
    budget.begin();
    budget.begin();
    expect(budget.closedBecause(0)).toBeNull();
    budget.begin();
    expect(budget.closedBecause(0)).toMatch(/spending ceiling/);
  });

  it('says that a cost is unknown instead of zero', () => {
    expect(costOf({ tokensIn: 5, tokensOut: null }, { input: 1, output: 1 })).toBeNull();
    expect(costOf({ tokensIn: 1e6, tokensOut: 1e6 }, undefined)).toBeNull();
    expect(costOf({ tokensIn: 1e6, tokensOut: 5e5 }, { input: 1, output: 2 })).toBe(2);
  });
});

describe('coverage ledger', () => {
  it('keeps every count when old windows are put together', () => {
    const ledger = coverageLedger();
    for (let hour = 0; hour < 6000; hour++)
      ledger.add({ at: hour * 3_600_000, route: '/a', phase: 0, rate: 0.5 }, 'eligible');
    expect(ledger.windows().length).toBeLessThan(5000);
    expect(ledger.totals().eligible).toBe(6000);
  });
});

describe('configuration', () => {
  it('takes shares, durations and sizes as people write them', () => {
    const config = parseCaptureConfig(
      {
        ...minimal,
        sample: { rate: '25%' },
        shadow: { url: 'http://b/', timeout: '30s' },
        log: { out: 'x', maxSize: '1.5MB' },
      },
      'test',
    );
    expect(config.sample.rate).toBe(0.25);
    expect(config.shadow).toMatchObject({ url: 'http://b', timeout: 30_000 });
    expect(config.log.maxSize).toBe(1_572_864);
  });

  it.each([
    [{ ...minimal, sampel: {} }, /sampel does not exist/],
    [{ ...minimal, sample: { rate: '250%' } }, /sample\.rate must be a share/],
    [{ ...minimal, prod: { url: 'api.example.com' } }, /prod\.url must be an address/],
    [{ prod: minimal.prod, log: minimal.log }, /shadow/],
    [{ ...minimal, budget: { until: 'tomorrow' } }, /budget\.until must be a date/],
  ])('names the setting that is wrong', (settings, message) => {
    expect(() => parseCaptureConfig(settings, 'test')).toThrow(message);
    expect(() => parseCaptureConfig(settings, 'test')).toThrow(AppError);
  });
});

describe('withFields', () => {
  it('sets and removes fields of a copy, also deep ones', () => {
    const body = { model: 'a', options: { top_k: 1, seed: 2 } };
    expect(
      withFields(body, { model: 'b', 'options.seed': null, 'metadata.team': 'x', 'gone.deep': null }),
    ).toEqual({
      model: 'b',
      options: { top_k: 1 },
      metadata: { team: 'x' },
    });
    expect(body).toEqual({ model: 'a', options: { top_k: 1, seed: 2 } });
  });
});

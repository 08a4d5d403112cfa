import { decide, decideMoved } from '@core/decision/decide';
import { monthlyCost } from '@core/decision/monthly-cost';
import { moveSetting, settingValue } from '@core/decision/move-setting';
import { settingRanges } from '@core/decision/setting-ranges';
import { DEFAULT_PLAN, PlanSchema } from '@core/model/plan';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { anyEvidence, passing } from './evidence';

describe('the range of a setting', () => {
  test('ends where the verdict changes, and not before', () => {
    fc.assert(
      fc.property(anyEvidence, (evidence) => {
        for (const { setting, value, from, to, verdict, limits } of settingRanges(evidence, DEFAULT_PLAN)) {
          const at = (moved: number) => decide(evidence, moveSetting(DEFAULT_PLAN, setting, moved)).verdict;
          // An end is found to a millionth of the way from the declared value to the limit.
          const beyond = (end: number, limit: number) => {
            const step = (limit - value) * 2e-6;
            return Math.abs(step) < Math.abs(limit - end) ? end + step : limit;
          };
          for (const [end, limit] of [[from, limits[0]] as const, [to, limits[1]] as const]) {
            expect(end === null ? at(limit) : at(end)).toBe(verdict);
            expect(end === null || at(beyond(end, limit)) !== verdict).toBe(true);
          }
        }
      }),
      { numRuns: 12 },
    );
  });

  test('says in words between what the verdict holds', () => {
    const [latency] = settingRanges(passing, DEFAULT_PLAN);
    expect(latency).toMatchObject({ verdict: 'GO', value: 1.2, to: null });
    expect(latency!.words).toMatch(/^GO from 1\.0\d× on$/);
  });
});

describe('moving a setting', () => {
  const plan = v.parse(PlanSchema, {
    own: { cost_ratio: { threshold: 0.8 } },
    protected: [{ tag: 'route', value: 'medical' }],
  });

  test.each([
    { kind: 'level' } as const,
    { kind: 'threshold', criterion: 'latency_p95_ratio' } as const,
    { kind: 'threshold', criterion: 'error_rate' } as const,
    { kind: 'threshold', criterion: 'cost_ratio' } as const,
    { kind: 'threshold', criterion: 'error_rate@route=medical' } as const,
  ])('changes that one and nothing else: %j', (setting) => {
    const moved = moveSetting(plan, setting, 0.75);
    expect(settingValue(moved, setting)).toBe(0.75);
    expect(moveSetting(moved, setting, settingValue(plan, setting)!)).toEqual(
      setting.kind === 'threshold' && setting.criterion.includes('@')
        ? { ...plan, protected: [{ ...plan.protected[0], errorMargin: 0 }] }
        : plan,
    );
  });
});

test('a month at a stated volume costs what the ratio says, with its bounds', () => {
  const cost = monthlyCost(
    {
      n: 1000,
      unmeasured: 0,
      ratio: { estimate: 0.8, lower: 0.75, upper: 0.86 },
      perAnswer: null,
      perRequest: { prod: 0.002, shadow: 0.0016 },
      shadowSpent: 1.6,
      prodSpent: 2,
      judging: null,
      tokens: { prod: { in: null, out: null }, shadow: { in: null, out: null } },
    },
    1_000_000,
  )!;
  expect(cost.prod).toBeCloseTo(2000, 9);
  expect(cost.difference.estimate).toBeCloseTo(-400, 9);
  expect([cost.difference.lower, cost.difference.upper].map(Math.round)).toEqual([-500, -280]);
});

test('moving one threshold decides what deciding everything anew would', () => {
  const plan = v.parse(PlanSchema, {
    own: { cost_ratio: { threshold: 0.8 } },
    protected: [
      { tag: 'route', value: 'medical', criteria: ['latency_p95_ratio', 'error_rate', 'coverage'] },
    ],
  });
  const protectedSlice = { 'route=medical': passing };
  const moved = fc.constantFrom(
    'latency_p95_ratio',
    'error_rate',
    'win_rate',
    'coverage',
    'cost_ratio',
    'error_rate@route=medical',
  );
  fc.assert(
    fc.property(
      anyEvidence,
      moved,
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      (some, criterion, value) => {
        const evidence = { ...some, protected: protectedSlice };
        const changed = moveSetting(plan, { kind: 'threshold', criterion: criterion as 'error_rate' }, value);
        const before = decide(evidence, plan);
        expect(decideMoved(before, { evidence, plan: changed, moved: criterion as 'error_rate' })).toEqual(
          decide(evidence, changed),
        );
      },
    ),
    { numRuns: 60 },
  );
});

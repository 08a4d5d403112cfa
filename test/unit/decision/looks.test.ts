import { decide } from '@core/decision/decide';
import { lookRule, sliceRule } from '@core/decision/look-rule';
import { sliceFigures, sliceResults } from '@core/decision/slice-figures';
import type { Evidence } from '@core/model/evidence';
import type { LookEvidence } from '@core/model/look';
import { PlanSchema } from '@core/model/plan';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { anyEvidence, passing } from './evidence';

function at(complete: number, looks?: LookEvidence): Evidence {
  return {
    ...passing,
    coverage: { ...passing.coverage, complete, pairs: complete },
    ...(looks && { looks }),
  };
}

const plan = v.parse(PlanSchema, { looks: { planned: 10_000, at: [0.25, 0.5, 1] } });
const look = (complete: number, couldGo: boolean, go: string[] = []) => ({ complete, couldGo, go });

function criterion(evidence: Evidence, id: string) {
  return decide(evidence, plan).criteria.find((each) => each.id === id)!;
}

describe('looks', () => {
  test('a log that does not grow is decided once, by the ordinary bounds', () => {
    const result = criterion(at(12_000, { growing: false, earlier: [] }), 'win_rate');
    expect(result.look?.kind).toBe('fixed');
    expect(result.look?.words).toContain('Fixed sample, decided once');
    expect(result).toMatchObject({ lower: criterion(at(12_000), 'win_rate').lower });
  });

  test('of a growing workspace cost the bound that a GO is given by', () => {
    const fixed = criterion(at(10_000), 'similarity');
    const third = criterion(
      at(10_000, { growing: true, earlier: [look(2500, true), look(5000, true)] }),
      'similarity',
    );
    expect(third.look?.kind).toBe('planned');
    expect(third.look?.words).toContain('Planned look 3');
    expect(third.lower).toBeLessThan(fixed.lower!);
    expect(third.verdict).toBe('GO');
  });

  test('between planned looks never give a GO, and say from when on one can be given', () => {
    const between = criterion(at(4000, { growing: true, earlier: [look(2600, true)] }), 'similarity');
    expect(between.verdict).toBe('NOT-ENOUGH-DATA');
    expect(between.look?.kind).toBe('between');
    expect(between.reason).toContain('from 5,000 complete pairs on');
  });

  test('say that what is needed is at least the next of them, and nothing where none is left', () => {
    const between = criterion(at(4000, { growing: true, earlier: [look(2600, true)] }), 'similarity');
    expect(between.needed).toBe(1000);
    expect(between.reason).toContain('comes with 1,000 more complete pairs');
    const past = criterion(
      at(11_000, { growing: true, earlier: [look(2500, true), look(5000, true), look(10_000, true)] }),
      'similarity',
    );
    expect(past.needed).toBeNull();
    expect(past.reason).toContain('another needs a new plan');
  });

  test('a GO of an earlier planned look stands', () => {
    const later = criterion(
      at(4000, { growing: true, earlier: [look(2600, true, ['similarity'])] }),
      'similarity',
    );
    expect(later.verdict).toBe('GO');
    expect(later.reason).toContain('planned look at 2,600 complete pairs');
  });

  test('do not hold back a NO-GO, which always-valid bounds prove at any time', () => {
    const slow = { ...at(4000, { growing: true, earlier: [look(2600, true)] }) };
    const similarity = { ...slow.similarity, n: 3900, mean: 0.9 };
    const result = decide({ ...slow, similarity }, plan).criteria.find(({ id }) => id === 'similarity')!;
    expect(result.verdict).toBe('NO-GO');
    expect(result.harmP).toBeLessThan(0.01);
  });

  test('an error rate without margin is refused by the e-value of its discordant pairs', () => {
    const evidence = at(4000, { growing: true, earlier: [look(2600, true)] });
    const errors = { ...evidence.errors, shadowOnly: 60, prodOnly: 20, neither: 3900 };
    const result = decide({ ...evidence, errors }, plan).criteria.find(({ id }) => id === 'error_rate')!;
    expect(result.verdict).toBe('NO-GO');
    expect(result.lower).toBe(0);
    expect(result.details['harmE']).toBeGreaterThan(20);
  });

  test('at fewer judgements count for the win rate alone, and widen it on both sides', () => {
    const scores = { measured: [], judged: [200, 400], labelled: [] };
    const winRate = { ...passing.winRate, mean: 0.54 };
    const watched = { ...at(12_000, { growing: false, earlier: [], scores }), winRate };
    const result = criterion(watched, 'win_rate');
    const once = criterion({ ...at(12_000), winRate }, 'win_rate');
    expect(result.look).toMatchObject({ kind: 'anytime' });
    expect(result.look!.words).toContain('Looked at 2 times before with fewer scores');
    expect(result.lower).toBeLessThan(once.lower!);
    expect(result.upper).toBeGreaterThan(once.upper!);
    expect(once.verdict).toBe('GO');
    expect(result.verdict).toBe('NOT-ENOUGH-DATA');
    expect(criterion(watched, 'latency_p95_ratio')).toEqual(criterion(at(12_000), 'latency_p95_ratio'));
  });

  test('at fewer judgements still allow a GO once it holds at every look', () => {
    const scores = { measured: [], judged: [200], labelled: [] };
    const clear = { ...at(12_000, { growing: false, earlier: [], scores }) };
    expect(criterion({ ...clear, winRate: { ...clear.winRate, mean: 0.62 } }, 'win_rate').verdict).toBe('GO');
  });

  test('at fewer similarities spend error by the share that is measured', () => {
    const scores = { measured: [3000, 8000], judged: [], labelled: [] };
    const result = criterion(at(12_000, { growing: false, earlier: [], scores }), 'similarity');
    expect(result.look).toMatchObject({ kind: 'planned' });
    expect(result.look!.words).toContain('Look 3, at 100 % of the pairs that can be measured');
    expect(result.lower).toBeLessThan(criterion(at(12_000), 'similarity').lower!);
    expect(result.verdict).toBe('GO');
  });

  test('never turn what a single analysis would not allow into a GO', () => {
    const looks = fc.record({
      growing: fc.constant(true),
      earlier: fc
        .uniqueArray(fc.integer({ min: 100, max: 9000 }), { maxLength: 4 })
        .map((sizes) => sizes.toSorted((a, b) => a - b).map((size) => look(size, true))),
      scores: fc.record({
        measured: fc.constant([1]),
        judged: fc.subarray([1, 5, 20]),
        labelled: fc.constant([]),
      }),
    });
    fc.assert(
      fc.property(anyEvidence, looks, (evidence, earlier) => {
        const once = decide(evidence, plan);
        const sequential = decide({ ...evidence, looks: earlier }, plan);
        sequential.criteria.forEach((result, i) => {
          expect([once.criteria[i]!.verdict, 'NOT-ENOUGH-DATA', 'NO-GO']).toContain(result.verdict);
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe('slices of a log that grows', () => {
  test('raise an alarm only by what holds at every look', () => {
    const rule = lookRule({ growing: true, earlier: [look(2600, true)] }, { plan, complete: 4000 });
    const slow = (shadowOnly: number) => ({
      ...passing,
      errors: { ...passing.errors, shadowOnly, prodOnly: 5, both: 0, neither: 1000 },
    });
    const slices = [slow(17), slow(60)];
    const once = slices.map((each) => sliceResults(each, plan));
    const anytime = slices.map((each) => sliceResults(each, plan, sliceRule(rule, 0.3)!));
    const alarms = (results: typeof once | null) =>
      sliceFigures(once, sliceResults(passing, plan), { q: 0.1, anytime: results }).figures.map(
        (row) => row.find(({ criterion: id }) => id === 'error_rate')!.alarm,
      );
    expect(alarms(null)).toEqual([true, true]);
    expect(alarms(anytime)).toEqual([false, true]);
  });
});

describe('clusters', () => {
  test('widen the bounds, and are named in the method', () => {
    const clusters = { count: 200, squares: 9 * 800 * 0.45 ** 2 };
    const clustered = criterion({ ...at(12_000), winRate: { ...passing.winRate, clusters } }, 'win_rate');
    const alone = criterion(at(12_000), 'win_rate');
    expect(alone.verdict).toBe('GO');
    expect(clustered.verdict).toBe('NOT-ENOUGH-DATA');
    expect(clustered.details['deff']).toBeCloseTo(9, 1);
    expect(clustered.method).toContain('cluster-robust');
  });

  test('never narrow a bound, for whatever they are worth', () => {
    const spread = fc.record({ count: fc.integer({ min: 2, max: 500 }), squares: fc.nat(2000) });
    fc.assert(
      fc.property(anyEvidence, spread, (evidence, clusters) => {
        const robust = decide(
          {
            ...evidence,
            errors: { ...evidence.errors, clusters: { failed: clusters, excluded: clusters } },
            similarity: { ...evidence.similarity, clusters },
            winRate: { ...evidence.winRate, clusters },
          },
          plan,
        );
        decide(evidence, plan).criteria.forEach((single, i) => {
          const { lower, upper } = robust.criteria[i]!;
          expect(lower ?? -Infinity).toBeLessThanOrEqual((single.lower ?? -Infinity) + 1e-9);
          expect(upper ?? Infinity).toBeGreaterThanOrEqual((single.upper ?? Infinity) - 1e-9);
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe('criteria of one’s own', () => {
  const own = (input: v.InferInput<typeof PlanSchema>, evidence: Partial<Evidence>) =>
    decide({ ...passing, ...evidence }, v.parse(PlanSchema, input));

  test('are decided by their metric’s bounds and hold back the whole', () => {
    const decision = own(
      { own: { cost_ratio: { threshold: 0.8 } } },
      {
        own: {
          cost_ratio: {
            kind: 'total-ratio',
            n: 1000,
            prod: { mean: 1, variance: 0.25 },
            shadow: { mean: 0.9, variance: 0.2 },
            covariance: 0.15,
            unmeasured: 0,
          },
        },
      },
    );
    const cost = decision.criteria.at(-1)!;
    expect(cost).toMatchObject({ id: 'cost_ratio', verdict: 'NO-GO', passes: 'below' });
    expect(decision.verdict).toBe('NO-GO');
    expect(decision.summary).toContain('cost, shadow / production');
  });

  test('that nothing measures leave the verdict open', () => {
    const decision = own({ own: { refusal_rate: { threshold: 0.01 } } }, {});
    expect(decision.criteria.at(-1)!.verdict).toBe('NOT-ENOUGH-DATA');
    expect(decision.verdict).toBe('NOT-ENOUGH-DATA');
  });

  test('informative ones are printed and do not decide', () => {
    const decision = own({ own: { refusal_rate: { threshold: 0.01, required: false } } }, {});
    expect(decision.verdict).toBe('GO');
  });
});

describe('protected slices', () => {
  const input = {
    protected: [{ tag: 'route', value: 'medical', criteria: ['error_rate' as const], minPairs: 200 }],
  };
  const plans = v.parse(PlanSchema, input);

  test('must pass for themselves', () => {
    const slice = { ...passing, errors: { ...passing.errors, shadowOnly: 40, prodOnly: 5, neither: 900 } };
    const decision = decide({ ...passing, protected: { 'route=medical': slice } }, plans);
    expect(decision.criteria.at(-1)).toMatchObject({ id: 'error_rate@route=medical', verdict: 'NO-GO' });
    expect(decision.verdict).toBe('NO-GO');
    expect(decision.summary).toContain('error rate in route=medical fails');
  });

  test('with fewer pairs than the plan asks for are no GO, however good they look', () => {
    const slice = {
      ...passing,
      errors: { ...passing.errors, both: 0, shadowOnly: 0, prodOnly: 30, neither: 120 },
    };
    const result = decide({ ...passing, protected: { 'route=medical': slice } }, plans).criteria.at(-1)!;
    expect(result.verdict).toBe('NOT-ENOUGH-DATA');
    expect(result.reason).toContain('asks for at least 200 pairs; there are 150');
    expect(result.needed).toBeGreaterThanOrEqual(50);
  });

  test('that the workspace does not hold are no GO', () => {
    expect(decide(passing, plans).verdict).toBe('NOT-ENOUGH-DATA');
  });
});

import { decide } from '@core/decision/decide';
import type { CriterionResult, Verdict } from '@core/model/decision';
import type { Evidence, OrderStatistics } from '@core/model/evidence';
import { CRITERION_IDS, DEFAULT_PLAN, PlanSchema, type CriterionId, type Plan } from '@core/model/plan';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { anyEvidence, nothing, passing } from './evidence';

const level = fc.constantFrom(0.5, 0.8, 0.9, 0.95, 0.975, 0.99, 0.999);

function planWith(changes: v.InferInput<typeof PlanSchema>): Plan {
  return v.parse(PlanSchema, changes);
}

function verdicts(evidence: Evidence, plan: Plan): Record<CriterionId | 'all', Verdict> {
  const decision = decide(evidence, plan);
  const entries = decision.criteria.map(({ id, verdict }) => [id, verdict] as const);
  return { ...(Object.fromEntries(entries) as Record<CriterionId, Verdict>), all: decision.verdict };
}

function criterion(evidence: Evidence, id: CriterionId, plan: Plan = DEFAULT_PLAN): CriterionResult {
  return decide(evidence, plan).criteria.find((each) => each.id === id)!;
}

const SLOW: Partial<Evidence> = {
  latency: {
    ...passing.latency,
    shadow: scaled(passing.latency.shadow!, 1.6),
  },
};

function scaled({ lower, quantile, upper }: OrderStatistics, factor: number): OrderStatistics {
  return { lower: lower * factor, quantile: quantile * factor, upper: upper * factor };
}

describe('the whole decision', () => {
  test('is GO only when every required criterion is', () => {
    const decision = decide(passing, DEFAULT_PLAN);
    expect(decision).toMatchObject({ verdict: 'GO', summary: 'GO — all 5 criteria pass' });
    expect(decision.criteria.map(({ id }) => id)).toEqual(CRITERION_IDS);
  });

  test.each(CRITERION_IDS)('is not GO when the evidence for %s is missing', (id) => {
    const part = { latency_p95_ratio: 'latency', error_rate: 'errors', win_rate: 'winRate' } as const;
    const key = id in part ? part[id as keyof typeof part] : (id as 'similarity' | 'coverage');
    expect(decide({ ...passing, [key]: nothing[key] }, DEFAULT_PLAN).verdict).toBe('NOT-ENOUGH-DATA');
  });

  test('is NOT ENOUGH DATA without any evidence, and names no figure', () => {
    const decision = decide(nothing, DEFAULT_PLAN);
    expect(decision.verdict).toBe('NOT-ENOUGH-DATA');
    for (const { id, estimate, harmP } of decision.criteria) {
      expect(estimate).toBe(id === 'coverage' ? 0 : null);
      expect(harmP).toBeNull();
    }
  });

  test('says what is missing in one sentence', () => {
    const { verdict, summary } = decide({ ...passing, winRate: nothing.winRate }, DEFAULT_PLAN);
    expect(verdict).toBe('NOT-ENOUGH-DATA');
    expect(summary).toBe(
      'NOT ENOUGH DATA — 4 of 5 criteria pass; judge win rate needs about 619 judged pairs if the shadow really wins 55 %',
    );
  });

  test('is NO-GO for one proven violation, even where other evidence is missing', () => {
    const { verdict, summary } = decide({ ...nothing, ...SLOW }, DEFAULT_PLAN);
    expect(verdict).toBe('NO-GO');
    expect(summary).toBe('NO-GO — latency P95 ratio fails; 0 of 5 criteria pass');
  });

  test('does not let a criterion decide that the plan does not require', () => {
    const plan = planWith({
      criteria: { latency_p95_ratio: { required: false }, win_rate: { required: false } },
    });
    const decision = decide({ ...passing, ...SLOW, winRate: nothing.winRate }, plan);
    expect(decision.summary).toBe('GO — all 3 required criteria pass');
    expect(decision.criteria[0]?.verdict).toBe('NO-GO');
  });

  test('is not GO when the plan requires nothing: "all of none" is no evidence', () => {
    const optional = { required: false };
    const plan = planWith({
      criteria: {
        latency_p95_ratio: optional,
        error_rate: optional,
        win_rate: optional,
        similarity: optional,
        coverage: optional,
      },
    });
    expect(decide(passing, plan).verdict).toBe('NOT-ENOUGH-DATA');
  });

  test('corrects NO-GO for the number of criteria: p = .03 in one of four is not a violation of the whole', () => {
    const evidence = { ...passing, winRate: { ...passing.winRate, mean: 0.47, sd: 0.45, n: 800 } };
    const winRate = criterion(evidence, 'win_rate');
    expect(winRate.verdict).toBe('NO-GO');
    expect(winRate.harmP).toBeGreaterThan(0.0125);
    const { verdict, summary } = decide(evidence, DEFAULT_PLAN);
    expect(verdict).toBe('NOT-ENOUGH-DATA');
    expect(summary).toContain(
      'judge win rate fails on its own, but not after correction for several criteria',
    );
  });

  test('is the same after the evidence went through JSON, which has no Infinity', () => {
    fc.assert(
      fc.property(anyEvidence, (evidence) => {
        const copy = JSON.parse(JSON.stringify(evidence)) as Evidence;
        expect(decide(copy, DEFAULT_PLAN)).toEqual(decide(evidence, DEFAULT_PLAN));
      }),
    );
  });
});

describe('for any evidence', () => {
  test('a criterion is NO-GO exactly when its p-value is at most 1 − level', () => {
    fc.assert(
      fc.property(anyEvidence, level, (evidence, at) => {
        const tested = decide(evidence, planWith({ level: at })).criteria.filter(
          ({ harmP }) => harmP !== null && Math.abs(harmP - (1 - at)) > 1e-9,
        );
        for (const { verdict, harmP } of tested) expect(verdict === 'NO-GO').toBe(harmP! <= 1 - at);
      }),
      { numRuns: 500 },
    );
  });

  test('a higher level turns no NOT ENOUGH DATA into GO or NO-GO, and no GO into NO-GO', () => {
    fc.assert(
      fc.property(anyEvidence, level, level, (evidence, one, other) => {
        const loose = verdicts(evidence, planWith({ level: Math.min(one, other) }));
        const strict = verdicts(evidence, planWith({ level: Math.max(one, other) }));
        for (const id of CRITERION_IDS) expect(['NOT-ENOUGH-DATA', loose[id]]).toContain(strict[id]);
        expect(strict.all === 'GO' && loose.all !== 'GO').toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('no figure is NaN, bounds enclose the estimate, and an undecided criterion has a reason', () => {
    fc.assert(
      fc.property(anyEvidence, level, (evidence, at) => {
        for (const result of decide(evidence, planWith({ level: at })).criteria) {
          const { estimate, lower, upper, harmP, needed, neededRange, details } = result;
          const figures = [
            estimate,
            lower,
            upper,
            harmP,
            needed,
            ...(neededRange ?? []),
            ...Object.values(details),
          ];
          expect(figures.filter((value) => Number.isNaN(value))).toEqual([]);
          expect(lower ?? -Infinity).toBeLessThanOrEqual((estimate ?? Infinity) + 1e-12);
          expect(upper ?? Infinity).toBeGreaterThanOrEqual((estimate ?? -Infinity) - 1e-12);
          expect(result.reason).toMatch(/\w.*\.$/);
          expect(result.reason).not.toMatch(/NaN|undefined|null/);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('decided criteria need nothing more; undecided ones something or say nothing', () => {
    fc.assert(
      fc.property(anyEvidence, (evidence) => {
        for (const { verdict, needed, neededRange } of decide(evidence, DEFAULT_PLAN).criteria) {
          expect(needed === 0).toBe(verdict !== 'NOT-ENOUGH-DATA');
          const [fewest, most] = neededRange ?? [null, null];
          expect(fewest ?? 0).toBeLessThanOrEqual(needed ?? Infinity);
          expect(needed ?? 0).toBeLessThanOrEqual(most ?? Infinity);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('swapping the arms mirrors error rate and win rate', () => {
    fc.assert(
      fc.property(anyEvidence, (evidence) => {
        const { errors, winRate } = evidence;
        const noMissing = { prodFailed: 0, prodAnswered: 0 };
        const one: Evidence = { ...evidence, errors: { ...errors, missingShadow: noMissing } };
        const swapped: Evidence = {
          ...one,
          errors: { ...one.errors, shadowOnly: errors.prodOnly, prodOnly: errors.shadowOnly },
          winRate: { ...winRate, mean: winRate.mean === null ? null : 1 - winRate.mean },
        };
        const [rate, mirroredRate] = [criterion(one, 'error_rate'), criterion(swapped, 'error_rate')];
        expect(mirroredRate.lower).toBe(rate.upper === null ? null : 0 - rate.upper);
        const [wins, losses] = [criterion(one, 'win_rate'), criterion(swapped, 'win_rate')];
        expect(losses.lower ?? 0).toBeCloseTo(wins.upper === null ? 0 : 1 - wins.upper, 12);
      }),
    );
  });
});

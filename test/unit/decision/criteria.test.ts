import { decide } from '@core/decision/decide';
import { verdictRule } from '@core/decision/verdict-rule';
import type { CriterionResult } from '@core/model/decision';
import type { Evidence } from '@core/model/evidence';
import { PlanSchema, type CriterionId } from '@core/model/plan';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import vectors from '../../fixtures/decision-vectors.json';
import { latencyEvidence, moments } from '../stats/samples';
import { lognormalLatencies, nothing, passing } from './evidence';

function criterion(
  id: CriterionId,
  evidence: Partial<Evidence>,
  plan: v.InferInput<typeof PlanSchema> = {},
): CriterionResult {
  const { criteria } = decide({ ...passing, ...evidence }, v.parse(PlanSchema, plan));
  return criteria.find((each) => each.id === id)!;
}

describe('the verdict rule', () => {
  test.each([
    { passes: 'below', lower: 0.9, upper: 1.19, verdict: 'GO' },
    { passes: 'below', lower: 0.9, upper: 1.2, verdict: 'NOT-ENOUGH-DATA' },
    { passes: 'below', lower: 1.2, upper: 1.3, verdict: 'NO-GO' },
    { passes: 'below', lower: null, upper: 1.1, verdict: 'GO' },
    { passes: 'below', lower: Infinity, upper: Infinity, verdict: 'NO-GO' },
    { passes: 'below', lower: NaN, upper: NaN, verdict: 'NOT-ENOUGH-DATA' },
    { passes: 'below', lower: 1.3, upper: 1.1, verdict: 'NOT-ENOUGH-DATA' },
    { passes: 'above', lower: 1.21, upper: 1.3, verdict: 'GO' },
    { passes: 'above', lower: 1.2, upper: 1.3, verdict: 'NOT-ENOUGH-DATA' },
    { passes: 'above', lower: 1.1, upper: 1.2, verdict: 'NO-GO' },
    { passes: 'above', lower: 1.1, upper: null, verdict: 'NOT-ENOUGH-DATA' },
  ] as const)('$passes 1.2 with bounds $lower and $upper is $verdict', ({ verdict, ...bounds }) => {
    expect(verdictRule({ ...bounds, threshold: 1.2 })).toBe(verdict);
  });
});

describe('latency', () => {
  const rows = Array.from({ length: 1000 }, (_, i) => i);
  const prod = rows.map((i) => 100 + ((i * 7919) % 1000));
  const shadow = rows.map((i) => 1.1 * prod[i]! + ((i * 104729) % 97));

  test('carries the reference ratio, its bounds and the unpaired ones', () => {
    const result = criterion('latency_p95_ratio', { latency: latencyEvidence(prod, shadow) });
    const { paired, unpaired, ratio } = vectors.p95_ratio;
    expect(result.verdict).toBe('GO');
    expect(result.estimate).toBeCloseTo(ratio, 12);
    expect(result.lower).toBeCloseTo(paired.lower, 9);
    expect(result.upper).toBeCloseTo(paired.upper, 9);
    expect(result.details.unpairedUpper).toBeCloseTo(unpaired.upper, 9);
    expect(result.reason).toBe('With 95 % confidence at most 1.16×, which is below 1.20×.');
  });

  test('says how many more pairs would show a ratio of 1.15, within the reference for lognormal latencies', () => {
    const latencies = lognormalLatencies(2000, 1.15);
    const result = criterion('latency_p95_ratio', {
      latency: latencyEvidence(latencies.prod, latencies.shadow),
    });
    expect(result.verdict).toBe('NOT-ENOUGH-DATA');
    expect(result.needed).toBeGreaterThan(500);
    const [fewest, most] = result.neededRange!;
    expect(fewest).toBeLessThan(result.needed!);
    expect(most === null || most > result.needed!).toBe(true);
  });

  test('has no estimate below the pairs that its bounds need', () => {
    const few = lognormalLatencies(100, 1);
    const result = criterion('latency_p95_ratio', { latency: latencyEvidence(few.prod, few.shadow) });
    expect(result).toMatchObject({
      estimate: null,
      verdict: 'NOT-ENOUGH-DATA',
      needed: null,
      harmP: null,
      n: 100,
    });
    expect(result.reason).toMatch(/exist from \d+ pairs on; there are 100/);
  });

  const { prod: base } = lognormalLatencies(2000, 1);
  const timingOut = (share: number) => base.map((ms, i) => (i % 1000 < share * 1000 ? Infinity : ms));

  test('is NO-GO when far more than 5 % of the shadow time out, at any level: timeouts must not vanish from the P95', () => {
    for (const level of [0.95, 0.999]) {
      const result = criterion(
        'latency_p95_ratio',
        { latency: latencyEvidence(base, timingOut(0.09)) },
        { level },
      );
      expect(result).toMatchObject({
        estimate: Infinity,
        lower: Infinity,
        upper: Infinity,
        verdict: 'NO-GO',
      });
      expect(result.harmP).toBeLessThan(1e-6);
    }
  });

  test('is undecided when 5.2 % of the shadow time out: the true share may be below 5 %', () => {
    const result = criterion('latency_p95_ratio', { latency: latencyEvidence(base, timingOut(0.052)) });
    expect(result).toMatchObject({
      estimate: Infinity,
      lower: null,
      upper: Infinity,
      verdict: 'NOT-ENOUGH-DATA',
    });
    // P(at least 104 of 2000 | 5 %), summed in exact rational arithmetic.
    expect(result.harmP).toBeCloseTo(0.3547803856002182, 10);
    expect(result.reason).toContain('beyond the timeout in the shadow arm');
    expect(result.cautions.join()).toContain('5.20 % of the shadow');
  });

  test('is GO when production surely has an infinite P95 and the shadow surely not', () => {
    const result = criterion('latency_p95_ratio', { latency: latencyEvidence(timingOut(0.09), base) });
    expect(result).toMatchObject({ estimate: 0, upper: 0, verdict: 'GO', harmP: 1 });
  });

  test('has no estimate when both P95s lie beyond the timeout', () => {
    const result = criterion('latency_p95_ratio', {
      latency: latencyEvidence(timingOut(0.09), timingOut(0.08)),
    });
    expect(result).toMatchObject({ estimate: null, verdict: 'NOT-ENOUGH-DATA', harmP: null });
  });

  test('warns when equal latencies hide the uncertainty', () => {
    const flat = base.map(() => 500);
    const result = criterion('latency_p95_ratio', { latency: latencyEvidence(flat, flat) });
    expect(result.cautions.join()).toContain('are equal');
    const slow = base.map(() => 600);
    expect(criterion('latency_p95_ratio', { latency: latencyEvidence(flat, slow) }).verdict).toBe('NO-GO');
  });
});

describe('error rate', () => {
  const errors = (shadowOnly: number, prodOnly: number, n: number): Evidence['errors'] => ({
    ...nothing.errors,
    shadowOnly,
    prodOnly,
    neither: n - shadowOnly - prodOnly,
  });

  test('asks for superiority by default and says that equal arms cannot show it', () => {
    const result = criterion('error_rate', { errors: errors(40, 42, 10_000) });
    expect(result).toMatchObject({ verdict: 'NOT-ENOUGH-DATA', threshold: 0, n: 10_000 });
    expect(result.method).toContain('superiority');
    expect(result.reason).toContain('cannot be shown when both arms fail equally often');
    expect(result.reason).toContain('criteria.error_rate.margin');
  });

  test('passes the same figures with a margin, and names it', () => {
    const result = criterion(
      'error_rate',
      { errors: errors(40, 42, 10_000) },
      { criteria: { error_rate: { margin: 0.005 } } },
    );
    expect(result).toMatchObject({ verdict: 'GO', threshold: 0.005 });
    expect(result.method).toContain('non-inferiority, margin 0.5 %');
  });

  test('is NO-GO when the shadow fails more often, with the mid-P value beside it', () => {
    const result = criterion('error_rate', { errors: errors(16, 6, 161) });
    const reference = vectors.mcnemar.rows.find(({ b, c }) => b === 6 && c === 16)!;
    expect(result.verdict).toBe('NO-GO');
    expect(result.details.midP).toBeCloseTo(reference.midp, 10);
    expect(result.details.exactP).toBeCloseTo(reference.exact, 10);
  });

  test('counts requests without a shadow answer as failed unless the plan excludes them', () => {
    const missing = {
      ...errors(5, 40, 10_000),
      missingShadow: { prodFailed: 10, prodAnswered: 90 },
      missingProd: 7,
    };
    const failed = criterion('error_rate', { errors: missing });
    expect(failed).toMatchObject({ n: 10_100, estimate: (95 - 40) / 10_100, verdict: 'NO-GO' });
    const excluded = criterion('error_rate', { errors: missing }, { missingShadow: 'excluded' });
    expect(excluded).toMatchObject({ n: 10_000, estimate: -35 / 10_000, verdict: 'GO' });
    for (const result of [failed, excluded]) {
      expect(result.details).toMatchObject({
        manskiLower: (5 - 40 - 10) / 10_100,
        manskiUpper: (5 - 40 + 90) / 10_100,
        missingShadow: 100,
        missingProd: 7,
      });
      expect(result.cautions).toHaveLength(2);
    }
  });

  test('warns about fewer than 10 discordant pairs', () => {
    expect(criterion('error_rate', { errors: errors(4, 5, 500) }).cautions).toEqual([
      'fewer than 10 discordant pairs (9)',
    ]);
    expect(criterion('error_rate', { errors: errors(5, 5, 500) }).cautions).toEqual([]);
  });

  test('projects the need of a margin without any discordant pair from the score, not from a variance of 0', () => {
    const { needed, verdict } = criterion(
      'error_rate',
      { errors: errors(0, 0, 200) },
      { criteria: { error_rate: { margin: 0.001 } } },
    );
    expect(verdict).toBe('NOT-ENOUGH-DATA');
    const total = 200 + needed!;
    const after = criterion(
      'error_rate',
      { errors: errors(0, 0, total) },
      { criteria: { error_rate: { margin: 0.001 } } },
    );
    expect(after.verdict).toBe('GO');
    expect(total).toBeGreaterThan(2700);
  });
});

describe('win rate', () => {
  test('plans for a win rate of 55 % while nothing is judged', () => {
    const result = criterion('win_rate', { winRate: nothing.winRate });
    expect(result).toMatchObject({ estimate: null, needed: 619, verdict: 'NOT-ENOUGH-DATA' });
    expect(result.reason).toMatch(/^Not judged yet\..*if the true win rate is 55 %/);
  });

  test('plans from the level and threshold of the plan', () => {
    const at = (plan: v.InferInput<typeof PlanSchema>) =>
      criterion('win_rate', { winRate: nothing.winRate }, plan).needed;
    expect(at({ level: 0.99 })).toBe(1004);
    expect(at({ criteria: { win_rate: { threshold: 0.97 } } })).toBeNull();
  });

  test('needs 30 judged pairs, however clear they are', () => {
    const wins = (n: number) => ({ ...nothing.winRate, n, mean: 1, sd: 0, m3: 0 });
    expect(criterion('win_rate', { winRate: wins(29) })).toMatchObject({
      verdict: 'NOT-ENOUGH-DATA',
      lower: null,
    });
    expect(criterion('win_rate', { winRate: wins(30) }).verdict).toBe('GO');
  });

  test('does not call 200 ties a proven loss: without spread the t bound would be a point', () => {
    const ties = { ...nothing.winRate, n: 200, mean: 0.5, sd: 0, m3: 0 };
    const result = criterion('win_rate', { winRate: ties });
    expect(result.verdict).toBe('NOT-ENOUGH-DATA');
    expect(result.lower).toBeLessThan(0.5);
  });
});

describe('similarity', () => {
  test('uses the skew-corrected bound on a large sample', () => {
    const scores = Array.from({ length: 400 }, (_, i) => (i % 20 === 0 ? 0.6 : 0.985));
    const result = criterion('similarity', { similarity: moments(scores) });
    expect(result.method).toBe('mean, skew-corrected t bound (Johnson); measured by the log');
    expect(result.lower).toBeLessThan(result.estimate! - (1.6487 * moments(scores).sd) / 20);
    expect(result.details.m3).toBeLessThan(0);
  });

  test('is more cautious below 200 pairs: 60 near-perfect scores are no proof about a tail that they may have missed', () => {
    const scores = Array.from({ length: 60 }, (_, i) => 0.98 + (i % 2) * 0.01);
    const result = criterion('similarity', { similarity: moments(scores) });
    expect(result.verdict).toBe('NOT-ENOUGH-DATA');
    expect(result.method).toContain('empirical Bernstein');
    expect(
      criterion('similarity', { similarity: moments([...scores, ...scores, ...scores, ...scores]) }).verdict,
    ).toBe('GO');
  });

  test('is not measured without scores, and counts the pairs that lack one', () => {
    const none = criterion('similarity', { similarity: { ...nothing.similarity, unmeasured: 9000 } });
    expect(none).toMatchObject({ estimate: null, needed: null, reason: 'Not measured yet.' });
    const some = criterion('similarity', { similarity: { ...passing.similarity, unmeasured: 9000 } });
    expect(some.cautions).toEqual(['9,000 eligible pairs have no similarity']);
  });

  test('keeps the upper bound within the scale', () => {
    const scores = { ...passing.similarity, n: 100, mean: 0.97 };
    expect(criterion('similarity', { similarity: scores }).upper).toBe(1);
  });

  test('takes figures that are no numbers for not measured', () => {
    for (const broken of [NaN, Infinity]) {
      for (const field of ['mean', 'sd', 'm3']) {
        const result = criterion('similarity', { similarity: { ...passing.similarity, [field]: broken } });
        expect(result.verdict).toBe('NOT-ENOUGH-DATA');
        expect(result.lower).toBeNull();
      }
    }
  });
});

describe('coverage', () => {
  const complete = (count: number) =>
    criterion('coverage', { coverage: { ...passing.coverage, complete: count, pairs: 12_000 } });

  test('asks for more than the threshold: 10,000 is not more than 10,000', () => {
    expect(complete(10_000)).toMatchObject({ verdict: 'NOT-ENOUGH-DATA', needed: 1 });
    expect(complete(10_001)).toMatchObject({ verdict: 'GO', needed: 0 });
  });

  test('is never NO-GO: more pairs can still come', () => {
    expect(complete(3)).toMatchObject({ verdict: 'NOT-ENOUGH-DATA', needed: 9998, harmP: null, upper: null });
  });

  test('is no GO, and no number of pairs makes it one, while the log does not stand for the traffic', () => {
    const skewed = criterion('coverage', {
      coverage: { ...passing.coverage, sampleRatio: { p: 1e-7, alarm: true } },
    });
    expect(skewed).toMatchObject({ verdict: 'NOT-ENOUGH-DATA', needed: null });
    expect(skewed.reason).toContain('do not stand for the traffic');
    const evidence = { ...passing, coverage: { ...passing.coverage, sampleRatio: { p: 1e-7, alarm: true } } };
    const { verdict, summary } = decide(evidence, v.parse(PlanSchema, {}));
    expect(verdict).toBe('NOT-ENOUGH-DATA');
    expect(summary).toContain('the log does not stand for the traffic');
    const fits = criterion('coverage', {
      coverage: { ...passing.coverage, sampleRatio: { p: 0.4, alarm: false } },
    });
    expect(fits.verdict).toBe('GO');
  });

  test('says when less than a day is covered or the time is unknown', () => {
    const hours = criterion('coverage', { coverage: { ...passing.coverage, lastTimestamp: 5 * 3_600_000 } });
    expect(hours.cautions).toContain('less than one full day is covered');
    const untimed = criterion('coverage', { coverage: { ...passing.coverage, firstTimestamp: null } });
    expect(untimed.cautions).toContain('no timestamps, so the time covered is unknown');
  });
});

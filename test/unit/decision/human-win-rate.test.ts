import { describe, expect, test } from 'vitest';
import { humanWinRate } from '@core/decision/human-win-rate';
import type { HumanEvidence } from '@core/model/evidence';
import { DEFAULT_PLAN } from '@core/model/plan';

const EVIDENCE: HumanEvidence = {
  n: 100,
  mean: 0.6,
  sd: 0.45,
  m3: 0,
  unmeasured: 900,
  source: 'people',
  bothBad: 12,
  blind: 70,
};

describe('what people prefer', () => {
  test('has Student’s bounds at the plan’s level', () => {
    const { estimate, lower, upper, n, verdict } = humanWinRate(EVIDENCE, DEFAULT_PLAN);
    // t(.95; 99) = 1.660391
    expect([estimate, n]).toEqual([0.6, 100]);
    expect(lower).toBeCloseTo(0.6 - 1.660391 * 0.045, 6);
    expect(upper).toBeCloseTo(0.6 + 1.660391 * 0.045, 6);
    expect(verdict).toBe('GO');
  });

  test('names what is counted apart and what was not labelled blind', () => {
    const { cautions, details } = humanWinRate(EVIDENCE, DEFAULT_PLAN);
    expect(cautions).toContain('12 pairs are labelled both bad and count in neither');
    expect(cautions).toContain('30 of 100 pairs were not labelled blind here');
    expect(details).toMatchObject({ bothBad: 12, blind: 70, unjudged: 900 });
  });

  test('is no verdict of fewer than 30 pairs, and requires nothing that the plan does not declare', () => {
    const few = humanWinRate({ ...EVIDENCE, n: 29, mean: 1, sd: 0 }, DEFAULT_PLAN);
    expect(few).toMatchObject({ verdict: 'NOT-ENOUGH-DATA', lower: null, upper: null, required: false });
    const declared = { ...DEFAULT_PLAN, own: { human_win_rate: { threshold: 0.7, required: true } } };
    expect(humanWinRate(EVIDENCE, declared)).toMatchObject({
      threshold: 0.7,
      required: true,
      verdict: 'NO-GO',
    });
  });

  test('is bounded more widely where the same people come back', () => {
    const clustered = humanWinRate({ ...EVIDENCE, clusters: { count: 20, squares: 60 } }, DEFAULT_PLAN);
    expect(clustered.lower).toBeLessThan(humanWinRate(EVIDENCE, DEFAULT_PLAN).lower!);
    expect(clustered.method).toContain('cluster-robust');
  });
});

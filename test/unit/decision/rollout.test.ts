import { decide } from '@core/decision/decide';
import { argoTemplate, flaggerManifests } from '@core/decision/rollout-manifests';
import { rolloutMarkdown } from '@core/decision/rollout-markdown';
import { canaryLimits, rolloutPlan } from '@core/decision/rollout-plan';
import type { Evidence } from '@core/model/evidence';
import { DEFAULT_PLAN } from '@core/model/plan';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { ANALYSIS_TEMPLATE, FLAGGER_CANARY, FLAGGER_METRIC_TEMPLATE } from '../../fixtures/rollout-schemas';
import { nothing, passing } from './evidence';

const names = { service: 'assistant', namespace: 'models', prometheus: 'http://prometheus:9090' };
const ajv = new Ajv({ allErrors: true });

function ladder(evidence: Evidence) {
  return rolloutPlan({
    evidence,
    plan: DEFAULT_PLAN,
    decision: decide(evidence, DEFAULT_PLAN),
    trafficPerHour: 600,
  });
}

/** What a schema has against a manifest. */
function problems(schema: object, manifest: unknown): string[] {
  ajv.validate(schema, manifest);
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** What a cluster reads: the YAML, not the objects that it was made of. */
function read(manifest: object): unknown {
  return parse(stringify(manifest));
}

describe('the ladder', () => {
  test('begins before the first request and stands still without data', () => {
    const plan = ladder(nothing);
    expect(plan.current).toBe('shadow-5');
    expect(plan.phases.filter(({ state }) => state === 'passed')).toEqual([]);
  });

  test('lets a canary begin only after GO', () => {
    expect(ladder(passing).current).toBe('canary-5');
    const undecided = { ...passing, winRate: { ...passing.winRate, n: 0, mean: null, sd: null } };
    expect(ladder(undecided).current).toBe('shadow-100');
  });

  test('sizes canary phases to see the margin: twice the traffic share, half the time', () => {
    const canary = ladder(passing).phases.filter(({ kind }) => kind === 'canary');
    expect(new Set(canary.map(({ requiredN }) => requiredN)).size).toBe(1);
    expect(canary[1]!.expectedMs! / canary[2]!.expectedMs!).toBeCloseTo(2, 9);
    // Two proportions, 1 % against 1.5 %, one-sided 5 %, power 80 %.
    const p = 110 / 12_000;
    const expected = (2.48647486 / 0.005) ** 2 * (p * (1 - p) + (p + 0.005) * (1 - p - 0.005));
    expect(canary[0]!.requiredN!).toBe(Math.ceil(expected));
  });

  test('as Markdown says where the data stands', () => {
    const text = rolloutMarkdown(ladder(passing));
    expect(text).toContain('| Canary 5 % | **here** |');
    expect(text).toContain('- roll back:');
  });
});

describe('manifests', () => {
  const plan = ladder(passing);
  const limits = canaryLimits(passing, DEFAULT_PLAN);

  test('an AnalysisTemplate fits the form that Argo Rollouts documents, and no data is no success', () => {
    const manifest = read(argoTemplate(plan, limits, names)) as {
      spec: { metrics: { successCondition: string; name: string }[] };
    };
    expect(problems(ANALYSIS_TEMPLATE, manifest)).toEqual([]);
    for (const { successCondition } of manifest.spec.metrics)
      expect(successCondition).toContain('len(result) > 0');
    expect(manifest.spec.metrics.map(({ name }) => name)).toEqual([
      'error-rate',
      'error-rate-rollback',
      'latency-p95-ms',
    ]);
  });

  test('a Canary and its metric template fit the form that Flagger documents', () => {
    const [canary, template] = flaggerManifests(plan, limits, names).map(read);
    expect(problems(FLAGGER_CANARY, canary)).toEqual([]);
    expect(problems(FLAGGER_METRIC_TEMPLATE, template)).toEqual([]);
    expect(canary).toMatchObject({ spec: { analysis: { stepWeights: [5, 25, 50, 100] } } });
  });

  test('a misspelt field would be refused, so that the checks above can fail', () => {
    const manifest = read(argoTemplate(plan, limits, names)) as { spec: { metrics: object[] } };
    manifest.spec.metrics[0] = { ...manifest.spec.metrics[0], sucessCondition: 'true' };
    expect(problems(ANALYSIS_TEMPLATE, manifest)).toHaveLength(1);
  });

  test('without latencies there is no latency check, rather than one that always passes', () => {
    const bare = canaryLimits(nothing, DEFAULT_PLAN);
    expect(flaggerManifests(plan, bare, names)).toHaveLength(1);
  });
});

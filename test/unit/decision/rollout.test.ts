import { decide } from '@core/decision/decide';
import { argoManifests } from '@core/decision/argo-manifests';
import { flaggerManifests } from '@core/decision/flagger-manifests';
import { rolloutMarkdown } from '@core/decision/rollout-markdown';
import { canaryLimits, rolloutPlan } from '@core/decision/rollout-plan';
import type { Evidence } from '@core/model/evidence';
import { DEFAULT_PLAN } from '@core/model/plan';
import { RolloutNamesSchema } from '@core/model/rollout-names';
import Ajv from 'ajv';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import {
  ARGO_ANALYSIS_TEMPLATE,
  ARGO_ROLLOUT,
  FLAGGER_CANARY,
  FLAGGER_METRIC_TEMPLATE,
} from '../../fixtures/rollout-schemas';
import { nothing, passing } from './evidence';

const names = v.parse(RolloutNamesSchema, { service: 'assistant', namespace: 'models' });
const behindIngress = v.parse(RolloutNamesSchema, { deployment: 'assistant.v2', ingress: 'public' });
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });

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

  interface Metric {
    name: string;
    count: number | string;
    interval?: string;
    failureLimit: number;
    inconclusiveLimit: number;
    successCondition: string;
    provider: { prometheus: { query: string } };
  }
  interface Step {
    setWeight?: number;
    analysis?: { args: { name: string; value?: string }[] };
  }

  test('an AnalysisTemplate and a Rollout fit what Argo Rollouts publishes', () => {
    for (const cluster of [names, behindIngress]) {
      const [template, rollout] = argoManifests(plan, limits, cluster).map(read);
      expect(problems(ARGO_ANALYSIS_TEMPLATE, template)).toEqual([]);
      expect(problems(ARGO_ROLLOUT, rollout)).toEqual([]);
    }
  });

  test('no data is no success, and no failures are no missing data', () => {
    const [template] = argoManifests(plan, limits, names).map(read) as { spec: { metrics: Metric[] } }[];
    for (const { successCondition } of template!.spec.metrics)
      expect(successCondition).toContain('len(result) > 0 && !isNaN(result[0])');
    const errors = template!.spec.metrics.filter(({ name }) => name.startsWith('error'));
    expect(errors).toHaveLength(2);
    for (const { provider } of errors) expect(provider.prometheus.query).toContain('or vector(0)');
  });

  test('each share is held for its own time, and an alarm has as many checks as Argo asks for', () => {
    const [template, rollout] = argoManifests(plan, limits, names).map(read) as [
      { spec: { metrics: Metric[]; args: { name: string; value?: string }[] } },
      { spec: { strategy: { canary: { steps: Step[] } } } },
    ];
    const { steps } = rollout.spec.strategy.canary;
    expect(steps.flatMap(({ setWeight }) => setWeight ?? [])).toEqual([5, 25, 50, 100]);
    const minutes = steps.flatMap(({ analysis }) =>
      (analysis?.args ?? []).flatMap(({ name, value }) =>
        name === 'phase' ? [Number.parseInt(value!)] : [],
      ),
    );
    const expected = plan.phases
      .filter(({ kind }) => kind === 'canary')
      .map(({ expectedMs }) => expectedMs! / 60_000);
    minutes.forEach((each, i) => expect(each).toBe(Math.min(10_080, Math.ceil(expected[i]!))));
    const given = new Set(template.spec.args.map(({ name }) => name));
    for (const { analysis } of steps)
      for (const { name } of analysis?.args ?? []) expect(given).toContain(name);
    // Argo refuses a template whose count is below one of its limits.
    const checks = steps.flatMap(({ analysis }) =>
      (analysis?.args ?? []).flatMap(({ name, value }) => (name === 'alarm-checks' ? [Number(value)] : [])),
    );
    for (const { count, failureLimit, inconclusiveLimit } of template.spec.metrics)
      for (const n of count === 1 ? [1] : checks)
        expect(n).toBeGreaterThanOrEqual(Math.max(failureLimit, inconclusiveLimit));
  });

  test('a Canary and its metric template fit what Flagger publishes', () => {
    for (const cluster of [names, behindIngress]) {
      const [canary, template] = flaggerManifests(plan, limits, cluster).map(read);
      expect(problems(FLAGGER_CANARY, canary)).toEqual([]);
      expect(problems(FLAGGER_METRIC_TEMPLATE, template)).toEqual([]);
      expect(canary).toMatchObject({ spec: { analysis: { stepWeights: [5, 25, 50, 100] } } });
    }
  });

  test('Flagger raises the share once an interval, so the interval lasts as long as the smallest share needs', () => {
    const [canary] = flaggerManifests(plan, limits, names) as unknown as {
      spec: { analysis: { interval: string } };
    }[];
    const longest = Math.max(
      ...plan.phases.map(({ kind, expectedMs }) => (kind === 'canary' ? expectedMs! : 0)),
    );
    expect(Number.parseInt(canary!.spec.analysis.interval)).toBe(
      Math.min(10_080, Math.ceil(longest / 60_000)),
    );
  });

  test('a misspelt field would be refused, so that the checks above can fail', () => {
    const [manifest] = argoManifests(plan, limits, names).map(read) as { spec: { metrics: object[] } }[];
    manifest!.spec.metrics[0] = { ...manifest!.spec.metrics[0], sucessCondition: 'true' };
    expect(problems(ARGO_ANALYSIS_TEMPLATE, manifest)).toHaveLength(1);
  });

  test('without latencies there is no latency check, rather than one that always passes', () => {
    const bare = canaryLimits(nothing, DEFAULT_PLAN);
    expect(flaggerManifests(plan, bare, names)).toHaveLength(1);
  });

  test.each([
    ['service', 'Assistant'],
    ['service', '2nd'],
    ['service', 'a'.repeat(56)],
    ['namespace', 'models.eu'],
    ['deployment', 'assistant..v2'],
    ['ingress', '-public'],
    ['prometheus', 'prometheus:9090'],
    ['prometheus', 'http://user:secret@prometheus'],
    ['port', '0'],
  ])('a %s called %s is refused before it is in a manifest', (field, value) => {
    expect(v.safeParse(RolloutNamesSchema, { [field]: value }).success).toBe(false);
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recomputeReport } from '@core/engine/recompute-report';
import { PlanSchema } from '@core/model/plan';
import { parseReport, renderJson } from '@core/report/render-json';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GnomonEngine } from '../../src-main/engine/gnomon-engine';
import { analyse } from '../../src-main/engine/analyse';
import { hashJson } from '../../src-main/engine/hash-json';
import { reportModel } from '../../src-main/engine/make-report';
import { declarePlan, readPlanState } from '../../src-main/engine/plan-state';
import { writePlantedLog } from './planted-log';

let folder: string;
let engine: GnomonEngine;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-decision-'));
  process.env['GNOMON_DATA_DIR'] = join(folder, 'data');
  engine = new GnomonEngine();
  const log = join(folder, 'planted.jsonl');
  await writePlantedLog(log);
  ({ path } = await engine.importLogs({ paths: [log] }));
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

async function criteria(plan: v.InferInput<typeof PlanSchema>) {
  const { evidence, decision } = await engine.overview(path, v.parse(PlanSchema, plan));
  return { evidence, of: (id: string) => decision.criteria.find((each) => each.id === id)! };
}

describe('clusters', () => {
  it('are found among the tags and widen the bounds of what all requests of a user share', async () => {
    const found = await criteria({});
    expect(found.evidence.clusters).toEqual({
      column: 'tags.user_id',
      declared: false,
      clusters: 600,
      alone: 0,
    });
    // All five requests of a user have the same similarity: a fifth as many independent values.
    expect(found.of('similarity').details['deff']).toBeCloseTo(5, 1);
    const alone = await criteria({ clusterBy: 'none' });
    expect(alone.of('similarity').lower!).toBeGreaterThan(found.of('similarity').lower!);
    expect(alone.evidence.clusters).toBeUndefined();
  });

  it('that the plan names and the log does not have are an error that says what there is', async () => {
    await expect(criteria({ clusterBy: 'tenant' })).rejects.toMatchObject({
      details: { remedy: expect.stringContaining('user_id, route, plan') },
    });
  });
});

describe('criteria of one’s own', () => {
  it('are measured from the pairs', async () => {
    const { of } = await criteria({
      own: {
        cost_ratio: { threshold: 0.8 },
        cost_per_answer_ratio: { threshold: 0.8 },
        ttft_p95_ratio: { threshold: 1 },
        latency_p50_ratio: { threshold: 1 },
        length_ratio: { threshold: 1.1 },
        tokens_out_ratio: { threshold: 1.3 },
        missing_rate: { threshold: 0.01 },
        exact_match_rate: { threshold: 0.5 },
      },
    });
    const failed = of('error_rate').details['shadowOnly']!;
    expect(failed).toBeGreaterThan(30);
    expect(of('cost_ratio').estimate).toBeCloseTo((0.0015 * (3000 - failed)) / (0.002 * 3000), 9);
    expect(of('cost_per_answer_ratio').estimate).toBeCloseTo(0.75, 9);
    expect(of('cost_per_answer_ratio').verdict).toBe('GO');
    expect(of('ttft_p95_ratio').estimate).toBeCloseTo(80 / 90, 9);
    expect(of('latency_p50_ratio').estimate).toBeGreaterThan(0.8);
    expect(of('tokens_out_ratio').estimate).toBeCloseTo(1.25, 9);
    expect(of('length_ratio').verdict).toBe('NO-GO');
    expect(of('missing_rate')).toMatchObject({ estimate: 0, verdict: 'GO' });
    expect(of('exact_match_rate')).toMatchObject({ estimate: 0, verdict: 'NO-GO' });
  });
});

describe('protected slices', () => {
  it('are decided from their own pairs', async () => {
    const { of, evidence } = await criteria({
      protected: [
        { tag: 'route', value: 'billing' },
        { tag: 'route', value: 'chat' },
      ],
    });
    expect(of('error_rate@route=billing')).toMatchObject({ n: 1000, verdict: 'NO-GO' });
    expect(of('error_rate@route=billing').details['shadowOnly']).toBe(evidence.errors.shadowOnly);
    expect(of('error_rate@route=chat')).toMatchObject({ n: 1000, estimate: 0 });
    expect(of('latency_p95_ratio@route=chat').n).toBe(1000);
  });
});

describe('plans and looks of a growing workspace', () => {
  const sequential = v.parse(PlanSchema, { name: 'grown', looks: { planned: 6000, at: [0.5, 1] } });
  const grow = async (workspace: string, first: number, pairs: number) => {
    const log = join(folder, `from-${first}.jsonl`);
    await writePlantedLog(log, { first, pairs });
    await engine.importLogs({ paths: [log], workspace });
  };

  it('keep the plan that was declared, when, and what had been seen by then', async () => {
    const workspace = join(folder, 'growing');
    await grow(workspace, 0, 1500);
    expect(await readPlanState(workspace)).toMatchObject({ declared: false, looks: [] });
    await declarePlan(workspace, sequential, { by: 'Ada', note: null, now: 1 });
    const first = await analyse(engine, workspace, { by: 'test' });
    expect(first.plan.name).toBe('grown');
    expect(first.decision.criteria[0]!.look?.kind).toBe('fixed');
    await analyse(engine, workspace, { by: 'test' });
    expect((await readPlanState(workspace)).looks).toHaveLength(1);

    await grow(workspace, 1500, 1000);
    const between = await analyse(engine, workspace, { by: 'test' });
    expect(between.decision.criteria[0]!.look?.kind).toBe('between');
    expect(between.decision.criteria.find(({ id }) => id === 'similarity')!.verdict).not.toBe('GO');

    await grow(workspace, 2500, 1000);
    const planned = await analyse(engine, workspace, { by: 'test' });
    expect(planned.evidence.looks?.earlier.map(({ complete }) => complete)).toEqual([1500, 2500]);
    expect(planned.decision.criteria[0]!.look?.words).toContain('Planned look 2');

    await declarePlan(workspace, v.parse(PlanSchema, { ...sequential, level: 0.9 }), {
      by: null,
      note: 'lower risk',
      now: Date.now() + 1000,
    });
    const state = await readPlanState(workspace);
    expect(state.versions.map(({ looksBefore }) => looksBefore)).toEqual([0, 3]);
    expect(state.looks.map(({ rule }) => rule)).toEqual(['fixed', 'between', 'planned']);
    expect(state.hash).not.toBe(state.versions[0]!.hash);
  });
});

describe('a report of a plan with everything in it', () => {
  it('decides the same again from its own JSON, to the byte', async () => {
    const plan = v.parse(PlanSchema, {
      own: {
        cost_per_answer_ratio: { threshold: 0.8 },
        latency_p99_ratio: { threshold: 1.5 },
        'flag:number': { threshold: 0.1, required: false },
        human_win_rate: { threshold: 0.5, required: false },
      },
      protected: [{ tag: 'route', value: 'billing' }],
      looks: { rule: 'sequential', planned: 3000 },
    });
    const model = await reportModel(engine, path, { plan, redaction: null });
    const text = renderJson(model);
    const read = recomputeReport(parseReport(text), hashJson);
    expect(read.differing).toEqual([]);
    expect(renderJson(read.model)).toBe(text);
  });
});

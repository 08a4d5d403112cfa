import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PLAN } from '@core/model/plan';
import { GnomonEngine } from '../../src-main/engine/gnomon-engine';
import { type NestedRecord, readNested, recompute } from './recompute';

const SHARED = new URL('../../../shared/', import.meta.url).pathname;
const hasShared = existsSync(join(SHARED, 'data/shadow'));

let folder: string;
let engine: GnomonEngine;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-analyze-'));
  process.env['GNOMON_DATA_DIR'] = join(folder, 'data');
  engine = new GnomonEngine();
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

async function analyse(path: string) {
  const imported = await engine.importLogs({ paths: [path] });
  return { ...imported, overview: await engine.overview(imported.path, DEFAULT_PLAN) };
}

/** Every figure that both compute must agree. */
async function expectAgreement(path: string): Promise<void> {
  const { overview } = await analyse(path);
  const truth = recompute(readNested(path));
  const { seed, metrics, decision } = overview;
  expect(seed.total_samples).toBe(truth.total);
  expect(seed.exact_match_rate).toBeCloseTo(truth.exactMatchRate, 12);
  expect(seed.prod_error_rate).toBeCloseTo(truth.prod.errorRate, 12);
  expect(seed.shadow_error_rate).toBeCloseTo(truth.shadow.errorRate, 12);
  for (const arm of ['prod', 'shadow'] as const) {
    expect(metrics[arm].latency.p50).toBe(truth[arm].p50);
    expect(metrics[arm].latency.p95).toBe(truth[arm].p95);
    expect(metrics[arm].latency.p99).toBe(truth[arm].p99);
    expect(metrics[arm].cost).toBeCloseTo(truth[arm].cost, 6);
  }
  expect(metrics.errors.shadowOnly).toBe(truth.shadowOnly);
  expect(metrics.errors.prodOnly).toBe(truth.prodOnly);
  const errorRate = decision.criteria.find(({ id }) => id === 'error_rate')!;
  expect(errorRate.estimate).toBeCloseTo((truth.shadowOnly - truth.prodOnly) / truth.total, 12);
}

describe('figures agree with a direct recomputation', () => {
  it.skipIf(!hasShared)('of real answers by two versions of one model', () =>
    expectAgreement(join(SHARED, 'data/shadow/arena-hard-gpt4-0314-vs-0613.jsonl')),
  );

  it.skipIf(!hasShared)('of real answers by a small and a large model, with failures', () =>
    expectAgreement(join(SHARED, 'data/shadow/gsm8k-6b-vs-175b.jsonl')),
  );

  it('of a log whose latencies are few and often equal (ties at the quantile)', async () => {
    const path = join(folder, 'ties.jsonl');
    const records = Array.from({ length: 997 }, (_, i): NestedRecord => {
      const failed = i % 37 === 0;
      return {
        request_id: `r${i}`,
        timestamp: new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString(),
        prompt: 'q',
        prod: { response: 'same', error: null, latency_ms: 100 + (i % 7), cost_usd: 0.001 },
        shadow: failed
          ? { response: null, error: 'boom', latency_ms: null }
          : { response: i % 3 ? 'same' : 'other', error: null, latency_ms: (i % 5) * 50, cost_usd: 0.0005 },
      };
    });
    await writeFile(path, records.map((record) => JSON.stringify(record)).join('\n'));
    await expectAgreement(path);
  });
});

describe.skipIf(!hasShared)('a generated log with a known truth', () => {
  it('gives back what was planted', async () => {
    const path = join(folder, 'generated.jsonl');
    execFileSync(process.execPath, [
      join(SHARED, 'tools/make-shadow-log.mjs'),
      '--pairs',
      '20000',
      '--out',
      path,
      '--seed',
      '7',
    ]);
    const truth = JSON.parse(await readFile(`${path}.truth.json`, 'utf8')) as {
      drawn: Record<string, number>;
    };
    await expectAgreement(path);
    const { overview } = await analyse(path);
    const { metrics, decision } = overview;
    // Two different answers can be alike within the generator's clip, so a few more match than were planted.
    expect(metrics.exactMatch.raw).toBeGreaterThanOrEqual(truth.drawn['exact']!);
    expect(metrics.exactMatch.raw).toBeLessThan(truth.drawn['exact']! * 1.005);
    expect(metrics.prod.failed).toBe(truth.drawn['prodErrors']);
    expect(metrics.shadow.failed).toBe(truth.drawn['shadowErrors']);
    const latency = decision.criteria.find(({ id }) => id === 'latency_p95_ratio')!;
    // The planted ratio is 1.1; two-sided 90 % bounds may miss it in one of ten seeds, three standard errors don't.
    const se = (latency.upper! - latency.lower!) / (2 * 1.645);
    expect(Math.abs(latency.estimate! - 1.1)).toBeLessThan(3 * se);
    expect(latency.verdict).toBe('GO');
    expect(overview.timeline!.bins.reduce((sum, bin) => sum + bin.pairs, 0)).toBe(20_000);
  });
});

it('an Overview that was computed before is the same after reopening, until a segment is damaged', async () => {
  const path = join(folder, 'cached.jsonl');
  const arm = (latency: number | null) =>
    latency === null
      ? { response: null, error: 'timeout', latency_ms: null }
      : { response: 'x', error: null, latency_ms: latency };
  const records = Array.from({ length: 300 }, (_, i) => ({
    request_id: `r${i}`,
    prod: arm(100 + i),
    shadow: arm(i % 12 === 0 ? null : 100 + i),
  }));
  await writeFile(path, records.map((record) => JSON.stringify(record)).join('\n'));
  const first = await analyse(path);
  expect(first.overview.evidence.latency.shadow!.upper).toBe(Infinity);
  const other = new GnomonEngine();
  expect(await other.overview(first.path, DEFAULT_PLAN)).toEqual(first.overview);
  await writeFile(join(first.path, 'segments', '000001.pairs.arrows'), 'damaged');
  const third = new GnomonEngine();
  const { quality, metrics } = await third.overview(first.path, DEFAULT_PLAN);
  expect(quality.damaged).toHaveLength(1);
  expect(metrics.total).toBe(0);
  await Promise.all([other.close(), third.close()]);
});

describe("the seed's own records, without texts", () => {
  it('give every figure that they can', async () => {
    const path = join(folder, 'measured.jsonl');
    const records = Array.from({ length: 400 }, (_, i) => ({
      exact_match: i % 4 === 0,
      semantic_similarity: i % 4 === 0 ? 1 : 0.96,
      shadow_latency: 120 + (i % 50),
      prod_latency: 110 + (i % 40),
      shadow_error: i % 100 === 0,
    }));
    await writeFile(path, records.map((record) => JSON.stringify(record)).join('\n'));
    const { overview } = await analyse(path);
    const { seed, metrics } = overview;
    expect(seed.total_samples).toBe(400);
    expect(seed.shadow_error_rate).toBeCloseTo(0.01, 12);
    expect(metrics.exactMatch.n).toBeGreaterThan(0);
    expect(metrics.similarity.n).toBeGreaterThan(0);
    expect(seed.avg_similarity).toBeGreaterThan(0.96);
    expect(seed.prod_latency_p95).toBe(147);
  });
});

describe('importing again', () => {
  it('adds nothing when the bytes are the same, and sets repeated ids aside when they are not', async () => {
    const line = (id: string) =>
      JSON.stringify({
        request_id: id,
        prod: { response: 'a', error: null, latency_ms: 1 },
        shadow: { response: 'b', error: null, latency_ms: 2 },
      });
    const first = join(folder, 'first.jsonl');
    const grown = join(folder, 'grown.jsonl');
    const workspace = join(folder, 'grown-workspace');
    await writeFile(first, [line('1'), line('2'), line('2'), 'not json', ''].join('\n'));
    await writeFile(grown, [line('1'), line('2'), line('3')].join('\n'));
    const one = await engine.importLogs({ paths: [first], workspace });
    expect(one.imported).toMatchObject({ pairs: 2, rejected: 1, duplicates: 1 });
    const two = await engine.importLogs({ paths: [first], workspace });
    expect(two.imported).toMatchObject({ pairs: 0, rejected: 0, duplicates: 0 });
    expect(two.imported.files[0]!.alreadyImported).toBe(true);
    const three = await engine.importLogs({ paths: [grown], workspace });
    expect(three.imported).toMatchObject({ pairs: 1, rejected: 0, duplicates: 2 });
    const { metrics, quality } = await engine.overview(workspace, DEFAULT_PLAN);
    expect(metrics.total).toBe(3);
    expect(quality.imported).toMatchObject({ pairs: 3, rejected: 1, duplicates: 3 });
    const rejects = (await readFile(join(workspace, 'rejects.jsonl'), 'utf8')).trim().split('\n');
    const lines = rejects.map((reject) => JSON.parse(reject) as { file: string; line: number; code: string });
    expect(lines.map(({ file, line, code }) => `${file}:${line} ${code}`).toSorted()).toEqual([
      'first.jsonl:3 duplicate',
      'first.jsonl:4 invalid-json',
      'grown.jsonl:1 duplicate',
      'grown.jsonl:2 duplicate',
    ]);
  });
});

describe('two logs, one per arm', () => {
  it('are joined by request id; records without a partner become pairs with a missing arm', async () => {
    const arm = (id: number, text: string) =>
      JSON.stringify({ request_id: id, prompt: 'q', response: text, latency_ms: 10 + id });
    const prod = join(folder, 'prod.jsonl');
    const shadow = join(folder, 'shadow.jsonl');
    await writeFile(prod, [1, 2, 3, 4].map((id) => arm(id, 'x')).join('\n'));
    await writeFile(shadow, [4, 3, 9, 3].map((id) => arm(id, 'x')).join('\n'));
    const { imported, path } = await engine.importLogs({ paths: [prod, shadow] });
    expect(imported).toMatchObject({ pairs: 5, rejected: 0, duplicates: 1 });
    const records = imported.files.reduce((sum, file) => sum + file.records, 0);
    const matched = 2;
    expect(records).toBe(imported.pairs + matched + imported.rejected + imported.duplicates);
    const { metrics, quality } = await engine.overview(path, DEFAULT_PLAN);
    expect(quality.missing).toEqual({ prod: 1, shadow: 2 });
    expect(metrics).toMatchObject({ total: 5, complete: 2, exactMatch: { n: 2, raw: 2 } });
    expect(quality.notes.filter(({ code }) => code === 'unmatched')).toHaveLength(2);
  });

  it('without a common id are refused with the columns that were compared', async () => {
    const arm = (id: string) =>
      JSON.stringify({ request_id: id, prompt: 'q', response: 'x', latency_ms: 10 });
    const prod = join(folder, 'prod-other.jsonl');
    const shadow = join(folder, 'shadow-other.jsonl');
    await writeFile(prod, arm('a'));
    await writeFile(shadow, arm('b'));
    await expect(engine.importLogs({ paths: [prod, shadow] })).rejects.toMatchObject({
      kind: 'bad-data',
      details: { where: expect.stringContaining('request_id') as string },
    });
  });
});

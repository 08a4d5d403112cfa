import { cp, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_PLAN } from '@core/model/plan';
import { sliceWarnings } from '@core/model/slice-words';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { board } from '../../src-main/engine/board';
import { GnomonEngine } from '../../src-main/engine/gnomon-engine';
import { writePlantedLog } from './planted-log';

let folder: string;
let engine: GnomonEngine;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-counts-'));
  process.env['GNOMON_DATA_DIR'] = join(folder, 'data');
  engine = new GnomonEngine();
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

/** What a capture counted of two routes. */
async function writeCounts(
  log: string,
  { startedAt, long, eligible = 10_000 }: { startedAt: number; long: number; eligible?: number },
): Promise<void> {
  const window = (route: string, logged: number) => ({
    from: 0,
    route,
    phase: 0,
    rate: 0.1,
    counts: { eligible, sampled: logged, logged },
  });
  const coverage = {
    gnomonCapture: 1,
    log: 'log.jsonl',
    startedAt,
    updatedAt: startedAt,
    sampledBy: 'random',
    phase: { index: 0, of: 1, rate: 0.1, since: 0, settled: 0, excess: 0, excessSquares: 0 },
    spent: { usd: 0, requests: 0, unpriced: 0 },
    stopped: null,
    windows: [window('/chat', 1000), window('/long', long)],
  };
  await writeFile(`${log}.coverage.json`, JSON.stringify(coverage));
}

async function logIn(name: string, first: number): Promise<string> {
  await mkdir(join(folder, name));
  const log = join(folder, name, 'log.jsonl');
  await writePlantedLog(log, { pairs: 300, first });
  return log;
}

it('counts of logs of the same name in two folders are both kept, and those of a log once wherever it lies', async () => {
  const workspace = join(folder, 'workspace');
  const captured = async () => (await engine.overview(workspace, DEFAULT_PLAN)).quality.capture;
  const [east, west] = [await logIn('east', 0), await logIn('west', 300)];
  await writeCounts(east, { startedAt: 1, long: 1000 });
  await writeCounts(west, { startedAt: 2, long: 500 });
  await engine.importLogs({ paths: [east, west], workspace });
  expect(await captured()).toMatchObject({ eligible: 40_000, logged: 3500 });
  await writeCounts(west, { startedAt: 2, long: 600, eligible: 11_000 });
  await engine.importLogs({ paths: [west], workspace });
  expect(await captured()).toMatchObject({ eligible: 42_000, logged: 3600 });
  await cp(join(folder, 'west'), join(folder, 'moved'), { recursive: true });
  await engine.importLogs({ paths: [join(folder, 'moved', 'log.jsonl')], workspace });
  expect(await captured()).toMatchObject({ eligible: 42_000, logged: 3600 });
});

it('a log that does not stand for the traffic is said, route by route, and is not enough for a GO', async () => {
  const log = await logIn('skewed', 0);
  await writeCounts(log, { startedAt: 3, long: 660 });
  const { path } = await engine.importLogs({ paths: [log] });
  const { slices, decision, criteria } = await board(engine, path, 'test');
  expect(slices.sampleRatio).toMatchObject({ alarm: true, eligible: 20_000, sampled: 1660 });
  expect(slices.sampleRatio!.eValue).toBeGreaterThan(1000);
  expect(sliceWarnings(slices)[0]!.title).toBe('The log does not stand for the traffic');
  expect(slices.sampleRatio!.words).toContain('17.0 % of what should have been sampled is missing');
  const coverage = decision.criteria.find(({ id }) => id === 'coverage')!;
  expect(coverage.reason).toContain('do not stand for the traffic');
  const { more } = criteria.find(({ key }) => key === 'coverage')!;
  expect(more).toMatchObject({ state: 'unknown', pairs: null });
});

it('counts that can not be read are named before anything is imported, and are not taken for none', async () => {
  const workspace = join(folder, 'unread');
  const log = await logIn('cut', 0);
  await writeFile(`${log}.coverage.json`, '{"gnomonCapture": 1, "log": "log.js');
  await expect(engine.importLogs({ paths: [log], workspace })).rejects.toMatchObject({
    kind: 'bad-data',
    details: {
      where: expect.stringContaining(`${log}.coverage.json`),
      remedy: expect.stringContaining('move'),
    },
  });
  await expect(stat(workspace)).rejects.toMatchObject({ code: 'ENOENT' });
  await rm(`${log}.coverage.json`);
  expect((await engine.importLogs({ paths: [log], workspace })).imported.pairs).toBe(300);
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FilterFigures, Overview } from '@core/model/overview';
import type { PairFilter } from '@core/model/pair-filter';
import { figuresOfFilter } from '../../src-main/engine/figures-of-filter';
import { GnomonEngine } from '../../src-main/engine/gnomon-engine';
import { readPlanState } from '../../src-main/engine/plan-state';
import { importVotes } from '../../src-main/engine/review-summary';
import { writePlantedLog } from '../integration/planted-log';

interface Line {
  request_id: string;
  prompt: string;
  tags: { route: string };
}

const engine = new GnomonEngine();
const VOTES = ['A', 'B', 'TIE'];
let folder: string;
let lines: Line[];
let whole: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-filter-figures-'));
  process.env['GNOMON_DATA_DIR'] = join(folder, 'data');
  const log = join(folder, 'planted.jsonl');
  await writePlantedLog(log, { pairs: 1200 });
  lines = (await readFile(log, 'utf8'))
    .trim()
    .split('\n')
    .map((line, i) => ({
      ...(JSON.parse(line) as Line),
      ...(i % 4 === 0 && { labels: { human_1: VOTES[i % 3] } }),
    }));
  whole = await workspaceOf('whole', lines);
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

async function workspaceOf(name: string, some: readonly Line[]): Promise<string> {
  const log = join(folder, `${name}.jsonl`);
  await writeFile(log, some.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const { path } = await engine.importLogs({ paths: [log] });
  await importVotes(engine, path, { keys: ['human_1'], a: 'prod' });
  return path;
}

const figuresOf = (filter: PairFilter, signal = new AbortController().signal): Promise<FilterFigures> =>
  engine.idOf(whole).then(() => figuresOfFilter(engine, whole, { filter, signal }));

async function overviewOf(path: string): Promise<Overview> {
  return engine.overview(path, (await readPlanState(path)).plan);
}

/** What both tell, the same way. */
function told({ metrics, latency, similarity, noiseFloor, timeline, ...rest }: FilterFigures | Overview) {
  const criteria =
    'criteria' in rest
      ? rest.criteria
      : [
          ...rest.decision.criteria.filter(({ id }) => id !== 'coverage'),
          ...(rest.human ? [rest.human] : []),
        ];
  return {
    metrics,
    latency,
    similarity,
    noiseFloor,
    timeline,
    criteria: criteria.map(({ id, estimate, lower, upper, n }) => ({ id, estimate, lower, upper, n })),
  };
}

// Bug caught: figures of a filter that take in pairs outside it, or that bound another quantity than the Overview.
it.each<[string, PairFilter, (line: Line) => boolean]>([
  [
    'a tag',
    [{ kind: 'any-of', column: 'tags.route', values: ['billing'] }],
    ({ tags }) => tags.route === 'billing',
  ],
  [
    'a search through the texts, and a tag',
    [
      { kind: 'text', in: 'prompt', mode: 'plain', pattern: '7' },
      { kind: 'none-of', column: 'tags.route', values: ['chat'] },
    ],
    ({ prompt, tags }) => prompt.includes('7') && tags.route !== 'chat',
  ],
])('figures of %s are those of a log that holds only its pairs', async (name, filter, holds) => {
  const figures = await figuresOf(filter);
  const some = lines.filter(holds);
  expect(figures).toMatchObject({ all: 1200, metrics: { total: some.length } });
  const alone = await overviewOf(await workspaceOf(name, some));
  expect(told(figures)).toEqual(told(alone));
  expect(figures.criteria.find(({ id }) => id === 'human_win_rate')!.n).toBeGreaterThan(10);
});

// Bug caught: a GO for pairs that were picked by their outcome, and a table of all pairs that stays narrowed after it.
it('give no verdict, and leave the Overview of all pairs as it was', async () => {
  const before = told(await overviewOf(whole));
  const figures = await figuresOf([{ kind: 'any-of', column: 'shadow_state', values: ['answered'] }]);
  expect(JSON.stringify(figures)).not.toMatch(/"verdict"|NOT-ENOUGH-DATA|NO-GO/);
  expect(told(await overviewOf(whole))).toEqual(before);
});

it('say that no pair matches, without a figure', async () => {
  const { metrics, latency, criteria } = await figuresOf([{ kind: 'pairs', why: 'none', seqs: [] }]);
  expect(metrics.total).toBe(0);
  expect(latency.shifts).toEqual([]);
  expect(criteria.map(({ n, estimate }) => [n, estimate])).toEqual(criteria.map(() => [0, null]));
});

// Bug caught: figures that nobody waits for any more and that hold up those of the next filter.
it('stop once they are no longer asked for', async () => {
  const abort = new AbortController();
  const asked = figuresOf([{ kind: 'differs' }], abort.signal);
  abort.abort();
  await expect(asked).rejects.toMatchObject({ kind: 'cancelled' });
  expect((await figuresOf([{ kind: 'differs' }])).metrics.total).toBeGreaterThan(0);
});

it('refuse a column that the workspace does not have', async () => {
  await expect(
    figuresOf([{ kind: 'range', column: 'tags.nowhere', min: 0, max: null }]),
  ).rejects.toMatchObject({ kind: 'usage' });
});

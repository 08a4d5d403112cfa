import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DecisionBoard } from '@core/model/board';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { board } from '../../src-main/engine/board';
import { ExploreWorkspace } from '../../src-main/engine/explore-workspace';
import { GnomonEngine } from '../../src-main/engine/gnomon-engine';
import { judgingCost } from '../../src-main/engine/judging-cost';
import { ledger } from '../../src-main/engine/ledger';
import { readPlanState } from '../../src-main/engine/plan-state';
import { whatIfWithout } from '../../src-main/engine/what-if';
import { writePlantedLog } from './planted-log';

let folder: string;
let engine: GnomonEngine;
let path: string;
let seen: DecisionBoard;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-board-'));
  process.env['GNOMON_DATA_DIR'] = join(folder, 'data');
  engine = new GnomonEngine();
  const log = join(folder, 'planted.jsonl');
  await writePlantedLog(log);
  ({ path } = await engine.importLogs({ paths: [log] }));
  seen = await board(engine, path);
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

function criterion(id: string) {
  return seen.criteria.find(({ key }) => key === id)!;
}

describe('evidence behind a criterion', () => {
  it('is the pairs that decide it, counted', () => {
    const failures = criterion('error_rate').deciding.find(
      ({ label }) => label === 'only the shadow failed',
    )!;
    expect(failures.count).toBe(seen.evidence.errors.shadowOnly);
    expect(criterion('similarity').deciding[0]).toMatchObject({ count: 50 });
    const around = criterion('latency_p95_ratio').deciding[0]!;
    expect(around.count).toBeGreaterThan(20);
    expect(around.count).toBeLessThan(120);
  });

  it('shows what pairing gains and what clusters cost', () => {
    const { paired, unpaired } = criterion('latency_p95_ratio').pairing!;
    expect(paired.upper! - paired.lower!).toBeLessThan(unpaired.upper! - unpaired.lower!);
    const { effective, clusters } = criterion('similarity').effective!;
    expect(clusters).toBe(600);
    expect(effective).toBeCloseTo(criterion('similarity').result.n / 5, -2);
  });

  it('says how much more is needed and how long that takes, and names what binds', () => {
    const more = criterion('coverage').more;
    expect(more).toMatchObject({ state: 'reachable', pairs: 10_001 - 3000 });
    // A request every two minutes.
    expect(seen.pace!.perHour).toBeCloseTo(30, 0);
    expect(more.durationMs! / 3_600_000).toBeCloseTo(7001 / 30, 0);
    expect(seen.binding).toBe('error_rate');
  });
});

describe('slices', () => {
  it('find where the shadow fails, with correction, and its most telling pairs', () => {
    const billing = seen.slices.rows.find(({ slice }) => slice.value === 'billing')!;
    const errors = billing.figures.find(({ criterion: id }) => id === 'error_rate')!;
    expect(errors.alarm).toBe(true);
    expect(errors.adjustedP!).toBeGreaterThanOrEqual(errors.harmP!);
    expect(billing.filter).toEqual([{ kind: 'any-of', column: 'tags.route', values: ['billing'] }]);
    expect(billing.telling).toHaveLength(3);
    const chat = seen.slices.rows.find(({ slice }) => slice.value === 'chat')!;
    expect(chat.figures.find(({ criterion: id }) => id === 'error_rate')!.alarm).toBe(false);
    expect(chat.pairs + billing.pairs).toBe(2000);
  });

  it('do not divide by the users, and say why', () => {
    const users = seen.slices.dimensions.find(({ column }) => column === 'tags.user_id')!;
    expect(users.skipped).toContain('units');
  });
});

describe('drift', () => {
  it('finds when the shadow became slow, and that the criterion holds before and not after', () => {
    const latency = seen.drift!.series.find(({ metric }) => metric === 'latency_p95_ratio')!;
    expect(latency.changes).toHaveLength(1);
    const planted = Date.UTC(2026, 2, 1) + 2000 * 120_000;
    expect(Math.abs(latency.changes[0]!.at - planted)).toBeLessThan(8 * 3_600_000);
    expect(latency.changes[0]!.after / latency.changes[0]!.before).toBeCloseTo(1.6, 0);
    const partial = seen.drift!.partial.find(({ criterion: id }) => id === 'latency_p95_ratio')!;
    expect(partial.stretches.map(({ verdict }) => verdict)).toEqual(['GO', 'NO-GO']);
    expect(latency.points.reduce((sum, { n }) => sum + n, 0)).toBeLessThanOrEqual(3000);
  });

  it('tells which arm moved, and follows what is paid', () => {
    const series = (metric: string) => seen.drift!.series.find((each) => each.metric === metric)!;
    expect(series('prod_p95').changes).toHaveLength(0);
    expect(series('shadow_p95').changes).toHaveLength(1);
    expect(series('shadow_p95').changes[0]!.words).toMatch(/^shadow’s P95 went from .* ms to /);
    const cost = series('cost_ratio');
    expect(cost.changes).toHaveLength(0);
    expect(cost.points.every(({ value }) => value! > 0.6 && value! < 0.8)).toBe(true);
  });
});

describe('cost', () => {
  it('is a ratio with bounds, per request and per answer, and what was spent apart', () => {
    const failed = seen.evidence.errors.shadowOnly;
    expect(seen.cost!.ratio!.estimate).toBeCloseTo((0.0015 * (3000 - failed)) / 6, 9);
    expect(seen.cost!.perAnswer!.estimate).toBeCloseTo(0.75, 9);
    expect(seen.cost!.shadowSpent).toBeCloseTo(0.0015 * (3000 - failed), 9);
    expect(seen.cost!.judging).toBeNull();
  });

  it('of judging is what the journal says, failures included and unknown prices left out', async () => {
    const workspace = join(folder, 'judged');
    await mkdir(workspace);
    const lines = [0.01, 0.02, null].map((cost) => JSON.stringify({ kind: 'judgement', cost }));
    await writeFile(join(workspace, 'judgements.jsonl'), `${[...lines, '{"kind":"config"}'].join('\n')}\n`);
    expect(await judgingCost(workspace)).toBeCloseTo(0.03, 12);
  });
});

describe('rollout', () => {
  it('stands where the data stands', () => {
    expect(seen.decision.verdict).toBe('NO-GO');
    expect(seen.rollout.standing).toContain('NO-GO');
    expect(seen.rollout.phases.map(({ id }) => id)).toEqual([
      'shadow-5',
      'shadow-25',
      'shadow-100',
      'canary-5',
      'canary-25',
      'canary-50',
      'canary-100',
    ]);
    const spent = seen.rollout.phases
      .filter(({ kind }) => kind === 'canary')
      .map(({ errorSpent }) => errorSpent);
    expect(spent.at(-1)).toBeCloseTo(0.05, 9);
    expect(spent).toEqual(spent.toSorted((a, b) => a - b));
  });
});

describe('what if some pairs were not there', () => {
  it('decides from the rest and records no look', async () => {
    const before = (await readPlanState(path)).looks.length;
    const billing = seen.slices.rows.find(({ slice }) => slice.value === 'billing')!;
    const { decision, evidence, excluded } = await whatIfWithout(engine, path, {
      exclude: [billing.filter],
      judge: null,
    });
    expect(excluded).toBe(1000);
    expect(evidence.errors).toMatchObject({ shadowOnly: 0, prodOnly: 0, neither: 2000 });
    expect(decision.criteria.find(({ id }) => id === 'error_rate')!.verdict).toBe('NOT-ENOUGH-DATA');
    // What a search finds is listed pair by pair; together with a slice a pair is left out once.
    const found = await whatIfWithout(engine, path, {
      exclude: [billing.filter, [{ kind: 'text', in: 'prompt', mode: 'plain', pattern: 'Question' }]],
      judge: null,
    });
    expect(found.excluded).toBe(3000);
    expect(found.evidence.coverage.complete).toBe(0);
    const all = await whatIfWithout(engine, path, { exclude: [], judge: null });
    expect(all.evidence).toEqual(seen.evidence);
    expect((await readPlanState(path)).looks).toHaveLength(before);
  });
});

describe('the change ledger', () => {
  it('shows flips in both directions, by cause, with their pairs', async () => {
    const progress: number[] = [];
    const found = await ledger(engine, path, { onProgress: ({ done }) => progress.push(done) });
    expect(found.n).toBe(seen.evidence.errors.neither);
    expect(progress.at(-1)).toBe(3000);
    const refusals = found.rows.find(({ trait }) => trait === 'refusal')!;
    const flip = refusals.flips.find(({ direction }) => direction === 'shadowOnly')!;
    expect(refusals.shadowOnly).toBeGreaterThan(100);
    expect(flip.kind).toBe('regression');
    expect(flip.causes[0]!.cause).toContain("sorry, but i can't");
    expect(flip.filter[0]).toMatchObject({ kind: 'pairs' });
    expect(refusals.p).toBeLessThan(1e-9);
    const characters = found.shifts.find(({ figure }) => figure === 'characters')!;
    expect(characters.ratio!).toBeGreaterThan(1.1);
  });

  it('says where flips happen by what separates them best, both directions beside each other', async () => {
    const log = join(folder, 'lists.jsonl');
    const lines = Array.from({ length: 400 }, (_, i) => {
      const lang = ['en', 'de', 'fr', 'es'][i % 4]!;
      const [plain, list] = [`Answer ${i} in a sentence.`, `Steps:\n\n- one ${i}\n- two\n- three`];
      // German answers become lists; every fortieth list becomes a sentence, whatever its language.
      const [prod, shadow] = lang === 'de' ? [plain, list] : i % 40 === 0 ? [list, plain] : [plain, plain];
      return JSON.stringify({
        request_id: `l${i}`,
        timestamp: new Date(Date.UTC(2026, 2, 1) + i * 60_000).toISOString(),
        prompt:
          lang === 'de'
            ? 'Wie kann ich mein Passwort ändern, und wo finde ich die Einstellungen dafür?'
            : 'How can I change my password, and where do I find the settings for it?',
        prod: { model: 'a', response: prod, error: null, latency_ms: 100 },
        shadow:
          i % 20 === 1
            ? { model: 'b', response: null, error: 'HTTP 500', latency_ms: null }
            : { model: 'b', response: shadow, error: null, latency_ms: 100 },
        tags: { channel: i % 2 ? 'web' : 'app', lang, team: `t${i % 7}` },
      });
    });
    await writeFile(log, `${lines.join('\n')}\n`);
    const { path: lists } = await engine.importLogs({ paths: [log] });
    const found = await ledger(engine, lists);
    const row = found.rows.find(({ trait }) => trait === 'list')!;
    expect(row).toMatchObject({ shadowOnly: 80, prodOnly: 10 });
    expect(row.where!.label).toBe('lang');
    expect(row.where!.groups[0]).toMatchObject({ label: 'lang = de', n: 80, shadowOnly: 80, prodOnly: 0 });
    expect(row.where!.groups[1]).toMatchObject({ label: 'lang = en', n: 100, shadowOnly: 0, prodOnly: 10 });
    const toLists = row.flips.find(({ direction }) => direction === 'shadowOnly')!;
    expect(toLists.causes).toMatchObject([{ cause: 'lang = de', count: 80 }]);
    expect(toLists.causes[0]!.examples.map(({ requestId }) => requestId)).toEqual(['l5', 'l9', 'l13']);
    // A request whose shadow failed still counts in the language that it was asked in.
    const { slices } = await board(engine, lists);
    const german = slices.rows.find(({ slice }) => slice.column === 'language' && slice.value === 'de')!;
    expect(german.pairs).toBe(100);
    expect(german.figures.find(({ criterion: id }) => id === 'error_rate')!.estimate).toBeCloseTo(0.2, 9);
    // Whatever divides the pairs is a filter that holds for all of them, in Explore as in SQL.
    const explore = new ExploreWorkspace(engine);
    for (const { filter, pairs } of slices.rows) {
      expect(filter.some(({ kind }) => kind === 'pairs')).toBe(false);
      const { total } = await explore.rows(lists, { filter, sort: [], offset: 0, limit: 1, columns: [] });
      const { excluded } = await whatIfWithout(engine, lists, { exclude: [filter], judge: null });
      expect([filter, total, excluded]).toEqual([filter, pairs, pairs]);
    }
    const columns = new Set(slices.rows.map(({ slice }) => slice.column));
    expect([...columns]).toEqual(expect.arrayContaining(['language', 'hour of day', 'tags.channel']));
  });

  it('is read from the cache the second time, and brings language and refusals to the board', async () => {
    const progress: number[] = [];
    await ledger(engine, path, { onProgress: ({ done }) => progress.push(done) });
    expect(progress).toEqual([]);
  });

  it('reads only what is new when the log has grown, and goes on where it was broken off', async () => {
    const before = (await ledger(engine, path)).n;
    const more = join(folder, 'more.jsonl');
    await writePlantedLog(more, { pairs: 700, first: 3000 });
    await engine.importLogs({ paths: [more], workspace: path });
    const broken = new AbortController();
    const stopped = ledger(engine, path, { onProgress: () => broken.abort(), signal: broken.signal });
    await expect(stopped).rejects.toThrow();
    const progress: number[] = [];
    const found = await ledger(engine, path, { onProgress: ({ done }) => progress.push(done) });
    expect(progress[0]).toBeGreaterThan(3000);
    expect(progress.at(-1)).toBe(3700);
    expect(found.n).toBeGreaterThan(before + 500);
    const anew = new GnomonEngine();
    expect((await ledger(anew, path)).rows).toEqual(found.rows);
    await anew.close();
  });
});

import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { tableFromIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli';

const SHARED = new URL('../../../shared/data/shadow/', import.meta.url).pathname;
const EXAMPLE = new URL('../../resources/example/support-assistant.jsonl.gz', import.meta.url).pathname;
const DIMENSIONS = 256;

let folder: string;
let dataDir: string;
let log: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-similarity-'));
  dataDir = join(folder, 'data');
  log = join(folder, 'log.jsonl');
  const lines = gunzipSync(await readFile(EXAMPLE))
    .toString('utf8')
    .split('\n');
  await writeFile(log, lines.slice(0, 1200).join('\n'));
  await imported('imported', log);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Result {
  run: { ended: string; done: number; total: number; unmeasurable: number; added: number };
  criterion: { n: number; estimate: number; lower: number; verdict: string };
  source: string;
  distribution: { meaning: { n: number; classes: { class: string; count: number }[] } };
}

async function measure(workspace: string, ...args: string[]): Promise<Result> {
  const { code, stdout, stderr } = await runCli(['similarity', workspace, '--json', ...args], { dataDir });
  expect(`${code} ${stderr}`).toMatch(/^0/);
  return JSON.parse(stdout) as Result;
}

/** A copy of the log's workspace as it was imported: same id, so the same order of pairs. */
async function fresh(name: string): Promise<string> {
  const workspace = join(folder, name);
  await cp(join(folder, 'imported'), workspace, { recursive: true });
  return workspace;
}

async function imported(name: string, path: string): Promise<string> {
  const workspace = join(folder, name);
  const { code, stderr } = await runCli(['analyze', path, '--workspace', workspace], { dataDir });
  expect(`${code} ${stderr}`).toMatch(/^0/);
  return workspace;
}

function storeOf(workspace: string): string {
  const base = join(workspace, 'similarity');
  const name = readdirSync(base).find((entry) => entry.startsWith('gnomon-mini-'))!;
  return join(base, name);
}

/** Kills the embedding engine of a running command, once it has worked for a moment. */
async function killEngineOf(pid: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    await delay(50);
    const listed = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
    const engine = listed.split(' ').find(Boolean);
    if (!engine) continue;
    await delay(900);
    process.kill(Number(engine), 'SIGKILL');
    return;
  }
}

/** Name and hash of each stored file. */
async function stored(workspace: string): Promise<string[]> {
  const store = storeOf(workspace);
  const names = readdirSync(store).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(store, name));
      return `${name} ${createHash('sha256').update(bytes).digest('hex')}`;
    }),
  );
}

/** The cosines of the stored vectors, by an arithmetic of this test's own, beside the stored similarities. */
async function recomputed(workspace: string): Promise<{ stored: number; computed: number }[]> {
  const store = storeOf(workspace);
  const rows: { stored: number; computed: number }[] = [];
  for (const name of readdirSync(store).filter((entry) => entry.endsWith('.scores.arrows'))) {
    const scores = tableFromIPC(await readFile(join(store, name)));
    const vectors = tableFromIPC(await readFile(join(store, name.replace('scores', 'vectors'))));
    for (let row = 0; row < scores.numRows; row++) {
      const vector = (arm: string): number[] => [
        ...(vectors.getChild(arm)!.get(row)!.toArray() as Float32Array),
      ];
      const prod = vector('prod');
      const shadow = vector('shadow');
      expect(prod).toHaveLength(DIMENSIONS);
      const cosine =
        prod.reduce((sum, value, i) => sum + value * shadow[i]!, 0) /
        Math.hypot(...prod) /
        Math.hypot(...shadow);
      rows.push({ stored: scores.getChild('similarity')!.get(row) as number, computed: cosine });
    }
  }
  return rows;
}

function expectRecomputed(rows: readonly { stored: number; computed: number }[]): void {
  expect(rows.length).toBeGreaterThan(0);
  // Equal outputs are 1 without a vector.
  const agreeing = rows.filter(({ stored: kept, computed }) =>
    Number.isNaN(computed) ? kept === 1 || Number.isNaN(kept) : Math.abs(kept - computed) < 1e-5,
  );
  expect(agreeing).toHaveLength(rows.length);
}

describe('a similarity run', () => {
  it('fills the criterion, says what measured it, and agrees with its stored vectors', async () => {
    const workspace = await fresh('first');
    const { run, criterion, source, distribution } = await measure(workspace);
    expect(run).toMatchObject({ ended: 'complete', done: run.total, added: run.total });
    expect(criterion.n).toBe(run.total - run.unmeasurable);
    expect(criterion.lower).toBeLessThanOrEqual(criterion.estimate);
    expect(source).toMatch(/^gnomon-mini \(revision [0-9a-f]{16}, fp32, mean pooling\)$/);
    expect(distribution.meaning.n).toBe(run.total);
    const rows = await recomputed(workspace);
    expectRecomputed(rows);
    const kept = rows.map((row) => row.stored).filter((value) => !Number.isNaN(value));
    expect(criterion.estimate).toBeCloseTo(kept.reduce((sum, value) => sum + value, 0) / kept.length, 10);
  });

  it('measures nothing twice', async () => {
    const workspace = join(folder, 'first');
    const before = await stored(workspace);
    expect((await measure(workspace)).run.added).toBe(0);
    expect(await stored(workspace)).toEqual(before);
  });

  it('gives identical bytes when it is run again from the start', async () => {
    const workspace = await fresh('again');
    await measure(workspace);
    expect(await stored(workspace)).toEqual(await stored(join(folder, 'first')));
  });

  it('stops at the first planned look that decides', async () => {
    const early = await measure(await fresh('broken'), '--until-decided');
    expect(early.run).toMatchObject({ ended: 'decided', done: 512 });
    expect(early.criterion).toMatchObject({ n: 512, verdict: 'NO-GO' });
  });

  it('stops with Ctrl-C, keeps what was measured, and says how to go on', async () => {
    const { code, stderr } = await runCli(['similarity', join(folder, 'broken'), '--json'], {
      dataDir,
      onStart: (kill) => void delay(1500).then(() => kill('SIGINT')),
    });
    expect(code).toBe(130);
    expect(stderr).toContain('the same command goes on from there');
  });

  it('ended early, cancelled, killed at any moment and started again, gives what an unbroken run gives', async () => {
    const workspace = join(folder, 'broken');
    for (const pause of [1300, 1900])
      await runCli(['similarity', workspace, '--json'], {
        dataDir,
        onStart: (kill) => void delay(pause).then(() => kill('SIGKILL')),
      });
    const { run } = await measure(workspace);
    expect(run).toMatchObject({ ended: 'complete', done: run.total });
    const leftovers = readdirSync(storeOf(workspace)).filter((name) => name.endsWith('.tmp'));
    expect(
      (await stored(workspace)).filter((line) => !leftovers.some((name) => line.startsWith(name))),
    ).toEqual(await stored(join(folder, 'first')));
  });

  it.skipIf(process.platform !== 'linux')(
    'tells that the engine crashed, and goes on by itself to what an unbroken run gives',
    async () => {
      const workspace = await fresh('crashed');
      const { stdout, stderr } = await runCli(['similarity', workspace, '--json'], {
        dataDir,
        onStart: (_, pid) => void killEngineOf(pid),
      });
      expect(stderr).not.toContain('crashed (');
      expect(JSON.parse(stdout)).toMatchObject({ run: { ended: 'complete', crashes: 1 } });
      expect(await stored(workspace)).toEqual(await stored(join(folder, 'first')));
    },
  );

  it('measures a damaged batch again instead of failing or trusting it', async () => {
    const workspace = join(folder, 'again');
    await truncate(join(storeOf(workspace), '000000.scores.arrows'), 100);
    const { run, criterion } = await measure(workspace);
    expect(run.added).toBe(512);
    expect(criterion.n).toBe(run.total - run.unmeasurable);
  });

  it('exports class and flags, and can filter by them', async () => {
    const { stdout } = await runCli(
      [
        'export',
        join(folder, 'first'),
        '--columns',
        'similarity,class,flags',
        '--filter',
        'flags~number',
        '--out',
        '-',
      ],
      { dataDir },
    );
    const rows = stdout.trim().split('\r\n').slice(1);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).toMatch(/number/);
  });

  it('leaves empty and white outputs unmeasured, and takes broken, huge and mixed texts', async () => {
    // A megabyte, most of it one word: a megabyte of sentences goes through the embedder's own tests.
    const huge = 'word '.repeat(40_000) + 'x'.repeat(800_000);
    const texts = ['', '   \n\t', '\ud800 alone', 'Привет 你好 hello', huge, 'plain'];
    const hostile = join(folder, 'hostile.jsonl');
    const record = (response: string, i: number) => ({
      request_id: `r${i}`,
      prompt: 'p',
      prod: { response, latency_ms: 1 },
      shadow: { response: 'an ordinary answer', latency_ms: 1 },
    });
    await writeFile(hostile, texts.map((text, i) => JSON.stringify(record(text, i))).join('\n'));
    const { run, criterion } = await measure(await imported('hostile', hostile));
    expect(run).toMatchObject({ ended: 'complete', total: 6, unmeasurable: 2 });
    expect(criterion.n).toBe(4);
  });

  it.each([
    ['an unknown model', 'no-such-model', /There is no model named no-such-model/, 64],
    ['a model that was not downloaded', 'Xenova/all-MiniLM-L6-v2', /has not been downloaded/, 66],
    ['a folder that is none', './no-such-folder', /no model folder at this path/, 66],
  ])('says what to do about %s', async (_, model, message, exit) => {
    const { code, stderr } = await runCli(['similarity', join(folder, 'first'), '--model', model], {
      dataDir,
    });
    expect(stderr).toMatch(message);
    expect(code).toBe(exit);
  });

  it('says that there is nothing to measure in a log without texts', async () => {
    const bare = join(folder, 'bare.jsonl');
    const line = (i: number) =>
      JSON.stringify({ request_id: `r${i}`, exact_match: true, shadow_latency: 1, prod_latency: 1 });
    await writeFile(bare, Array.from({ length: 40 }, (_, i) => line(i)).join('\n'));
    const { code, stderr } = await runCli(['similarity', await imported('bare', bare)], { dataDir });
    expect(stderr).toContain('There is nothing to measure');
    expect(code).toBe(64);
  });
});

describe.skipIf(!existsSync(SHARED))('real answers', () => {
  it.each([
    ['arena-hard-gpt4-0314-vs-0613.jsonl', 150],
    ['gsm8k-6b-vs-175b.jsonl', 400],
  ])('the first of %s are measured and agree with their vectors', async (name, count) => {
    const part = join(folder, `part-${name}`);
    const lines = (await readFile(join(SHARED, name), 'utf8')).split('\n').slice(0, count);
    await writeFile(part, lines.join('\n'));
    const workspace = await imported(`real-${name}`, part);
    const { run } = await measure(workspace);
    expect(run.done).toBe(run.total);
    expectRecomputed(await recomputed(workspace));
  });
});

import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { humanTruth } from '../../fakes/judge/human-truth.mjs';
import { startJudgeServer } from '../../fakes/judge/server.mjs';
import { runCli } from '../run-cli';
import { gamesOf, journalOf, logOf } from './judging';

const PANDALM = fileURLToPath(new URL('../../../../shared/data/shadow/pandalm-human.csv', import.meta.url));

let folder: string;
let dataDir: string;
let server: Awaited<ReturnType<typeof startJudgeServer>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-planted-'));
  dataDir = join(folder, 'data');
  server = await startJudgeServer();
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const judgeArgs = (workspace: string, ...more: string[]) => [
  'judge',
  workspace,
  '--provider',
  'openai',
  '--base-url',
  `${server.url}/v1`,
  '--model',
  'fake-judge',
  '--json',
  ...more,
];

describe.skipIf(!existsSync(PANDALM))('a planted judge over pairs that people judged', () => {
  it('is recovered through the command line: accuracy and bias lie within the printed bounds', async () => {
    const planted = { accuracy: 0.8, firstBias: 0.25, truth: humanTruth(PANDALM).truth };
    server.state.options.planted = planted;
    const workspace = join(folder, 'pandalm');
    await runCli(['analyze', PANDALM, '--workspace', workspace, '--json'], { dataDir });
    const { stdout, code } = await runCli(judgeArgs(workspace), { dataDir });
    expect(code).toBe(0);
    const { run, criterion, evidence } = JSON.parse(stdout);
    expect(run).toMatchObject({ ended: 'complete', asked: 1998, totals: { judged: 999, unjudged: 0 } });

    // What the planted judge gives in expectation: A with the bias, else the truth, else one of the two others.
    const expected = expectedScore(planted);
    expect(criterion.lower).toBeLessThan(expected);
    expect(criterion.upper).toBeGreaterThan(expected);
    expect(evidence).toMatchObject({ n: 999, source: 'fake-judge' });

    // First-shown rate over decided games against (bias + what the truth gives), with a 99.9 % band.
    const decided = (await gamesOf(workspace)).filter(({ letter }) => letter !== 'TIE');
    const first = decided.filter(({ letter }) => letter === 'A').length / decided.length;
    const band = 3.3 * Math.sqrt((first * (1 - first)) / decided.length);
    expect(Math.abs(first - expectedFirst(planted))).toBeLessThan(band);
  });
});

/** Shares of the truth over the data's 999 pairs, as production, shadow, tie. */
function shares(truth: (a: string, b: string) => string | null): {
  first: number;
  second: number;
  tie: number;
} {
  const counts = { A: 0, B: 0, TIE: 0 };
  for (const [a, b] of pairsOf()) counts[(truth(a, b) ?? 'TIE') as keyof typeof counts]++;
  const n = counts.A + counts.B + counts.TIE;
  return { first: counts.A / n, second: counts.B / n, tie: counts.TIE / n };
}

let pairs: [string, string][] | null = null;
function pairsOf(): [string, string][] {
  pairs ??= humanTruth(PANDALM).pairs;
  return pairs;
}

/** Mean game score for the shadow of the planted judge, over both orders. */
function expectedScore({ accuracy, firstBias, truth }: Parameters<typeof expectedFirst>[0]): number {
  const { second, tie } = shares(truth);
  const first = 1 - second - tie;
  // Truth shadow: 1 with the accuracy, else ½ or 0. Truth production: 0, else ½ or 1. Truth tie: ½, else 0 or 1.
  const given = second * (accuracy + (1 - accuracy) * 0.25) + first * (1 - accuracy) * 0.75 + tie * 0.5;
  // The bias takes production in one order and the shadow in the other: ½ over both.
  return firstBias * 0.5 + (1 - firstBias) * given;
}

/** Share of decided games won by the response that is shown first. */
function expectedFirst({
  accuracy,
  firstBias,
  truth,
}: {
  accuracy: number;
  firstBias: number;
  truth: (a: string, b: string) => string | null;
}): number {
  const { tie } = shares(truth);
  const wrong = (1 - accuracy) / 2;
  // Over both orders each arm stands first as often: without the bias half of the decided games go to the first.
  const decided = (1 - tie) * (accuracy + wrong) + tie * 2 * wrong;
  return (firstBias + ((1 - firstBias) * decided) / 2) / (firstBias + (1 - firstBias) * decided);
}

describe('the command line', () => {
  it('pauses with Ctrl-C, says how to go on, and asks nothing twice', async () => {
    server.state.options.latencyMs = 20;
    server.state.calls.length = 0;
    const workspace = await imported('interrupted', 150);
    const paused = await runCli(judgeArgs(workspace, '--concurrency', '4'), {
      dataDir,
      onStart: (kill) => void whenAsked(60).then(() => kill('SIGINT')),
    });
    expect(paused.code).toBe(130);
    expect(paused.stderr).toContain('the same command goes on from there');
    expect(await gamesOf(workspace)).toHaveLength(server.state.calls.length);
    server.state.options.latencyMs = 0;
    const { stdout } = await runCli(judgeArgs(workspace), { dataDir });
    expect(JSON.parse(stdout).run).toMatchObject({ ended: 'complete', left: 0 });
    expect(server.state.calls).toHaveLength(300);
  });

  it('killed at random moments, asks no game twice that was journalled, and loses at most the calls in flight', async () => {
    Object.assign(server.state.options, { latencyMs: 10 });
    const workspace = await imported('killed', 200);
    server.state.calls.length = 0;
    const most = 8;
    for (let round = 0; round < 3; round++) {
      const before = server.state.calls.length;
      const known = new Set((await gamesOf(workspace)).map(({ pair, order }) => `${pair} ${order}`));
      await runCli(judgeArgs(workspace, '--concurrency', String(most)), {
        dataDir,
        onStart: (kill) =>
          void whenAsked(before + 20 + 17 * round)
            .then(() => delay(round * 3))
            .then(() => kill('SIGKILL')),
      });
      const asked = server.state.calls.slice(before).length;
      const journalled = (await gamesOf(workspace)).length - known.size;
      expect(asked - journalled).toBeLessThanOrEqual(most);
      expect(asked).toBeGreaterThan(0);
    }
    server.state.options.latencyMs = 0;
    const { stdout } = await runCli(judgeArgs(workspace), { dataDir });
    expect(JSON.parse(stdout).run).toMatchObject({ ended: 'complete', totals: { judged: 200 } });
    const keys = (await gamesOf(workspace)).map(({ pair, order, repeat }) => `${pair} ${order} ${repeat}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(400);
  });

  it('shows a plan, the cost and the prompt in a dry run, and sends nothing', async () => {
    const workspace = await imported('dry', 5);
    server.state.calls.length = 0;
    const { stdout, code } = await runCli(
      judgeArgs(workspace, '--dry-run').filter((arg) => arg !== '--json'),
      { dataDir },
    );
    expect(code).toBe(0);
    expect(stdout).toContain('10 calls to make');
    expect(stdout).toContain('You are an impartial judge');
    expect(stdout).toContain('Nothing was sent');
    expect(server.state.calls).toHaveLength(0);
    expect(await journalOf(workspace)).toEqual([]);
  });

  it.each([
    ['a provider without its key', ['--provider', 'anthropic', '--model', 'm', '--yes'], /no key/],
    [
      'a server elsewhere without consent',
      ['--provider', 'openai', '--base-url', 'https://judge.invalid/v1', '--model', 'm'],
      /Nothing has been sent.*--yes/,
    ],
    ['an address that is none', ['--provider', 'openai', '--base-url', 'judge', '--model', 'm'], /baseUrl/],
    [
      'a number that is none',
      ['--provider', 'openai', '--model', 'm', '--budget', 'five'],
      /--budget needs a number/,
    ],
  ])('says what to do about %s', async (_, args, message) => {
    const workspace = await imported('faults', 5);
    const { code, stderr } = await runCli(['judge', workspace, ...args], { dataDir });
    expect(code).toBe(64);
    expect(stderr.replaceAll('\n', ' ')).toMatch(message);
  });
});

async function imported(name: string, count: number): Promise<string> {
  const log = join(folder, `${name}.jsonl`);
  await writeFile(log, logOf(count));
  const workspace = join(folder, name);
  await runCli(['analyze', log, '--workspace', workspace, '--json'], { dataDir });
  return workspace;
}

async function whenAsked(count: number): Promise<void> {
  while (server.state.calls.length < count) await delay(3);
}

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startJudgeServer } from '../fakes/judge/server.mjs';
import { addressOf, measure, median, serve } from './processes.mjs';

const LATENCY_MS = 200;
const IN_FLIGHT = 50;
const server = fileURLToPath(new URL('../fakes/judge-server.mjs', import.meta.url));
const bare = fileURLToPath(new URL('bare-judge.mjs', import.meta.url));
/** Starts and planning are measured this often: they vary by a tenth of what is told from them. */
const EMPTY_RUNS = 3;

/**
 * Judges 5,000 games of a server that takes 200 ms, in a process of its own, with 50 in flight; beside it, a bare loop of
 * the same calls through the same SDK. Both less what a run of one call needs: starting, planning, and the Overview.
 * @param {{ cli: string }} options
 */
export async function measureJudging({ cli }) {
  const folder = await mkdtemp(join(tmpdir(), 'gnomon-judging-'));
  const env = { GNOMON_DATA_DIR: join(folder, 'data') };
  const judge = spawn(process.execPath, [server, '--port', '0', '--latency', String(LATENCY_MS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await new Promise((resolve) =>
      judge.stdout.once('data', (text) => resolve(String(text).trim())),
    );
    const workspace = await imported({ cli, folder, env, pairs: 2500 });
    const args = [
      'judge',
      workspace,
      '--provider',
      'openai',
      '--base-url',
      `${url}/v1`,
      '--model',
      'm',
      '--json',
    ];
    const limit = ['--concurrency', String(IN_FLIGHT)];
    const dry = await measure([cli, ...args, '--dry-run'], { env });
    const prompt = join(folder, 'prompt.json');
    await writeFile(prompt, JSON.stringify(JSON.parse(dry.stdout).estimate.preview));
    const ours = (...more) => measure([cli, ...args, ...limit, ...more], { env });
    const loop = (games) => measure([bare, `${url}/v1`, String(games), String(IN_FLIGHT), prompt]);
    const empty = await times(EMPTY_RUNS, () => ours('--max-calls', '1'));
    const run = await ours();
    const games = JSON.parse(run.stdout).run.asked;
    const one = await times(EMPTY_RUNS, () => loop(1));
    const many = await loop(games);
    const middle = (runs, figure) => median(runs.map((each) => each[figure]));
    const cpuMs = (whole, start) => ((whole.cpuSeconds - middle(start, 'cpuSeconds')) * 1000) / games;
    return {
      games,
      ideal: (games / IN_FLIGHT) * (LATENCY_MS / 1000),
      seconds: run.seconds - middle(empty, 'seconds'),
      cpuMs: cpuMs(run, empty),
      bareMs: cpuMs(many, one),
    };
  } finally {
    judge.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Opens a workspace whose journal holds 100,000 judgements, once more than without them.
 * @param {{ cli: string }} options
 */
export async function measureReopening({ cli }) {
  const folder = await mkdtemp(join(tmpdir(), 'gnomon-reopening-'));
  const env = { GNOMON_DATA_DIR: join(folder, 'data') };
  try {
    const workspace = await imported({ cli, folder, env, pairs: 50_000 });
    const without = await measure([cli, 'export', workspace, '--columns', 'request_id', '--out', '-'], {
      env,
    });
    await writeFile(join(workspace, 'judgements.jsonl'), journal(50_000));
    const withThem = await measure([cli, 'export', workspace, '--columns', 'request_id', '--out', '-'], {
      env,
    });
    return { seconds: withThem.seconds - without.seconds };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Seconds to the trust figures of 100,000 judged pairs in a loaded workspace, asked of the host as the page does: to those
 * that need no outputs, to all of them, and again.
 * @param {{ cli: string }} options
 */
export async function measureTrust({ cli }) {
  const folder = await mkdtemp(join(tmpdir(), 'gnomon-trust-'));
  const dataDir = join(folder, 'data');
  try {
    const workspace = await imported({ cli, folder, env: { GNOMON_DATA_DIR: dataDir }, pairs: 100_000 });
    await writeFile(join(workspace, 'judgements.jsonl'), journal(100_000));
    const host = serve({ cli, workspace, dataDir });
    try {
      const address = new URL(await addressOf(host));
      const headers = { 'x-gnomon-token': /token=([^&]+)/.exec(address.hash)[1] };
      const ask = (path) => fetch(new URL(path, address), { headers });
      const { id } = (await (await ask('/api/state')).json()).recent[0];
      await (await ask(`/api/workspaces/${id}/judge`)).text();
      const trust = async () => {
        const from = performance.now();
        const since = () => (performance.now() - from) / 1000;
        const { body } = await ask(`/api/workspaces/${id}/judge/trust`);
        let first = null;
        for await (const chunk of body) if (chunk.length > 0) first ??= since();
        return { first, whole: since() };
      };
      return { first: await trust(), again: await trust() };
    } finally {
      host.kill('SIGTERM');
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Workspaces in which runs are killed beside one another; most of a round is the start of a process. */
const LANES = 4;
/** Calls of a round at most before it is killed. */
const MOST_CALLS = 60;

/**
 * Kills runs with SIGKILL at random moments, each time going on where the last one was killed.
 * @param {{ cli: string, rounds: number }} options
 */
export async function measureKills({ cli, rounds }) {
  const lanes = await Promise.all(
    Array.from({ length: LANES }, () => killLane({ cli, rounds: Math.ceil(rounds / LANES) })),
  );
  return {
    kills: lanes.reduce((sum, { kills }) => sum + kills, 0),
    lost: Math.max(...lanes.map(({ lost }) => lost)),
    most: lanes[0].most,
    twice: lanes.reduce((sum, { twice }) => sum + twice, 0),
    judged: lanes.reduce((sum, { judged }) => sum + judged, 0),
  };
}

/** @param {{ cli: string, rounds: number }} options */
async function killLane({ cli, rounds }) {
  const folder = await mkdtemp(join(tmpdir(), 'gnomon-kills-'));
  const env = { ...process.env, GNOMON_DATA_DIR: join(folder, 'data') };
  const judge = await startJudgeServer({ latencyMs: 10 });
  const most = 8;
  let [lost, kills] = [0, 0];
  try {
    const workspace = await imported({ cli, folder, env, pairs: MOST_CALLS * rounds });
    const address = ['--provider', 'openai', '--base-url', `${judge.url}/v1`, '--model', 'm'];
    const args = ['judge', workspace, ...address, '--concurrency', String(most)];
    for (let round = 0; round < rounds; round++) {
      const before = judge.state.calls.length;
      const known = (await gamesOf(workspace)).length;
      const child = spawn(process.execPath, [cli, ...args], { env, stdio: 'ignore' });
      const ended = new Promise((resolve) => child.once('close', resolve));
      const at = before + 1 + Math.floor(Math.random() * MOST_CALLS);
      while (judge.state.calls.length < at && child.exitCode === null) await delay(1);
      await delay(Math.random() * 15);
      if (child.exitCode === null) kills++;
      child.kill('SIGKILL');
      await ended;
      const asked = judge.state.calls.length - before;
      lost = Math.max(lost, asked - ((await gamesOf(workspace)).length - known));
    }
    const keys = await gamesOf(workspace);
    return { kills, lost, most, judged: keys.length, twice: keys.length - new Set(keys).size };
  } finally {
    await judge.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {number} count @param {() => Promise<any>} run */
async function times(count, run) {
  const runs = [];
  for (let i = 0; i < count; i++) runs.push(await run());
  return runs;
}

/** @param {string} workspace */
async function gamesOf(workspace) {
  const text = await readFile(join(workspace, 'judgements.jsonl'), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    try {
      const entry = JSON.parse(line);
      return entry.kind === 'judgement' ? [`${entry.pair} ${entry.order}`] : [];
    } catch {
      return [];
    }
  });
}

/** @param {{ cli: string, folder: string, env: Record<string, string | undefined>, pairs: number }} options */
async function imported({ cli, folder, env, pairs }) {
  const words =
    'the order was sent with the carrier on monday and will arrive at the address that you gave us '.repeat(
      6,
    );
  const lines = Array.from({ length: pairs }, (_, i) =>
    JSON.stringify({
      request_id: `r${i}`,
      prompt: `Where is my order ${i}?`,
      prod: { response: `${i} ${words}`, latency_ms: 10 },
      shadow: { response: `${words} ${i}`, latency_ms: 10 },
    }),
  );
  const log = join(folder, 'log.jsonl');
  await writeFile(log, lines.join('\n'));
  const workspace = join(folder, 'workspace');
  await measure([cli, 'analyze', log, '--workspace', workspace, '--json'], { env });
  return workspace;
}

/** @param {number} pairs two games each */
function journal(pairs) {
  const config = '0123456789abcdef';
  const settings = {
    orders: ['prod-first', 'shadow-first'],
    repeats: 1,
    rules: { failedArm: 'loses', identical: 'tie' },
  };
  const lines = [
    JSON.stringify({
      kind: 'run',
      at: 1,
      config,
      ...settings,
      planned: pairs,
      representative: true,
      sample: 'all pairs',
      stratifiedBy: null,
      upTo: [['', 1]],
    }),
  ];
  const raw = JSON.stringify({
    justification: 'Response A names the carrier and the day, which is what was asked; B does not. '.repeat(
      3,
    ),
    verdict: 'A',
  });
  for (let i = 0; i < pairs; i++)
    for (const order of settings.orders)
      lines.push(
        JSON.stringify({
          kind: 'judgement',
          at: 1_790_000_000_000 + i,
          pair: `r${i}`,
          config,
          order,
          repeat: 0,
          letter: 'A',
          verdict: order === 'prod-first' ? 'prod' : 'shadow',
          unjudged: null,
          raw,
          error: null,
          model: 'm',
          promptHash: '0123456789abcdef',
          tokens: { input: 700, cachedInput: 0, output: 80 },
          cost: 0.001,
          latencyMs: 800,
          attempt: 1,
          requestId: `req_${i}`,
          batch: null,
          contextFull: false,
        }),
      );
  return `${lines.join('\n')}\n`;
}

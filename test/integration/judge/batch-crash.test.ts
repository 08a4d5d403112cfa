import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { GnomonEngine } from '../../../src-main/engine/gnomon-engine';
import { startJudgeServer } from '../../fakes/judge/server.mjs';
import { runCli } from '../run-cli';
import { gamesOf, logOf } from './judging';

const CLI = fileURLToPath(new URL('../../../out/main/cli.js', import.meta.url));
const PAIRS = 12;

let folder: string;
let dataDir: string;
let log: string;
const engine = new GnomonEngine();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-batch-crash-'));
  dataDir = join(folder, 'data');
  log = join(folder, 'log.jsonl');
  await writeFile(log, logOf(PAIRS));
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

type State = Awaited<ReturnType<typeof startJudgeServer>>['state'];

it.each([
  ['the file is with the provider and no batch was made', 'openai', hasFile],
  ['the provider has the batch and we do not know its name', 'openai', hasBatch],
  ['the provider has the batch and we do not know its name', 'anthropic', hasBatch],
] as const)('a process that is killed when %s (%s) pays once', async (_, provider, moment) => {
  const server = await startJudgeServer({
    fileDelay: moment === hasFile ? 60_000 : 0,
    batchDelay: 60_000,
    batchPolls: 1,
  });
  try {
    const workspace = await mkdtemp(join(folder, 'workspace-'));
    await engine.importLogs({ paths: [log], workspace });
    const base = provider === 'openai' ? `${server.url}/v1` : server.url;
    const args = ['judge', workspace, '--provider', provider, '--base-url', base, '--model', 'm', '--batch'];
    const child = spawn(process.execPath, [CLI, ...args], {
      env: { ...process.env, GNOMON_DATA_DIR: dataDir },
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    while (!moment(server.state) && child.exitCode === null) await delay(10);
    child.kill('SIGKILL');
    await ended;
    Object.assign(server.state.options, { fileDelay: 0, batchDelay: 0 });
    const { code, stdout } = await runCli([...args, '--json'], { dataDir });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).run).toMatchObject({ ended: 'complete', asked: 2 * PAIRS });
    expect(server.state.batches.size).toBe(1);
    expect(server.state.calls).toHaveLength(2 * PAIRS);
    expect(await gamesOf(workspace)).toHaveLength(2 * PAIRS);
  } finally {
    await server.close();
  }
});

function hasFile({ files }: State): boolean {
  return files.size === 1;
}

function hasBatch({ batches }: State): boolean {
  return batches.size === 1;
}

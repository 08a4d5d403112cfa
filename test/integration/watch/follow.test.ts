import { spawn } from 'node:child_process';
import {
  appendFile,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_PLAN } from '@core/model/plan';
import { openWorkspace } from '../../../src-main/adapters/workspace/folder-workspace';
import { followLogs } from '../../../src-main/engine/follow-logs';
import { GnomonEngine } from '../../../src-main/engine/gnomon-engine';

const CLI = fileURLToPath(new URL('../../../out/main/cli.js', import.meta.url));

function line(id: number, more: Record<string, unknown> = {}): string {
  const arm = { model: 'm', response: `answer ${id}`, error: null, latency_ms: 100 + id };
  return `${JSON.stringify({ request_id: `r-${id}`, timestamp: '2026-03-01T09:00:00Z', prompt: 'p', prod: arm, shadow: arm, ...more })}\n`;
}
const lines = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => line(from + i)).join('');

describe('following a log', () => {
  let folder: string;
  let engine: GnomonEngine;
  let log: string;
  let workspace: string;

  beforeAll(() => {
    engine = new GnomonEngine();
    process.env['GNOMON_DATA_DIR'] = join(tmpdir(), `gnomon-follow-${process.pid}`);
  });
  afterAll(async () => {
    await engine.close();
    await rm(process.env['GNOMON_DATA_DIR']!, { recursive: true, force: true });
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gnomon-follow-'));
    log = join(folder, 'log.jsonl');
    workspace = join(folder, 'workspace');
  });

  const ids = (): Promise<string[]> =>
    engine.withFreshWorkspace(workspace, async (db) =>
      (await db.query<{ request_id: string }>('SELECT request_id FROM pairs ORDER BY seq')).map(
        (row) => row.request_id,
      ),
    );
  const expected = (n: number): string[] => Array.from({ length: n }, (_, i) => `r-${i}`);

  it('takes whole lines as they come, also new tags, and the figures follow', async () => {
    await writeFile(log, lines(0, 3) + '{"request_id":"r-3","pro');
    const follower = followLogs(engine, { paths: [log], workspace });
    expect(await follower.step()).toMatchObject({ pairs: 3, rejected: 0 });
    expect(await follower.step()).toMatchObject({ pairs: 0 });
    await truncate(log, Buffer.byteLength(lines(0, 3)));
    await appendFile(log, line(3, { tags: { route: 'chat' } }) + 'broken\n' + line(4));
    expect(await follower.step()).toMatchObject({ pairs: 2, rejected: 1 });
    expect(await ids()).toEqual(expected(5));
    const overview = await engine.overview(workspace, DEFAULT_PLAN);
    expect(overview.workspace.pairs).toBe(5);
    const { rows } = await (await openWorkspace(workspace)).readRejects({ offset: 0, limit: 9 });
    expect(rows).toMatchObject([{ line: 5, code: 'invalid-json' }]);
  });

  it('keeps what a capture counted beside the logs of a folder, also while no pair comes', async () => {
    const logs = join(folder, 'logs');
    await mkdir(logs);
    await writeFile(join(logs, 'log.jsonl'), lines(0, 3));
    const count = (eligible: number) =>
      writeFile(
        join(logs, 'log.jsonl.coverage.json'),
        JSON.stringify({
          gnomonCapture: 1,
          log: 'log.jsonl',
          startedAt: 0,
          updatedAt: 0,
          sampledBy: 'random',
          phase: { index: 0, of: 1, rate: 0.5, since: 0, settled: 0, excess: 0, excessSquares: 0 },
          spent: { usd: 0, requests: 0, unpriced: 0 },
          stopped: null,
          windows: [
            {
              from: 0,
              route: '/',
              phase: 0,
              rate: 0.5,
              counts: { eligible, sampled: 5, shed: 2, sent: 3, logged: 3 },
            },
          ],
        }),
      );
    const follower = followLogs(engine, { paths: [logs], workspace });
    await follower.step();
    expect((await engine.overview(workspace, DEFAULT_PLAN)).quality.capture).toBeUndefined();
    for (const eligible of [10, 12]) {
      await count(eligible);
      await follower.step();
      const { quality, workspace: shown } = await engine.overview(workspace, DEFAULT_PLAN);
      expect(quality.capture).toMatchObject({ eligible, sampled: 5, shed: 2, logged: 3 });
      expect(shown.pairs).toBe(3);
    }
  });

  it('follows through renaming, packing and a copy that is cut to nothing', async () => {
    await writeFile(log, lines(0, 2));
    const follower = followLogs(engine, { paths: [log], workspace });
    await follower.step();
    await appendFile(log, lines(2, 4));
    await rename(log, join(folder, 'log-2026-03-01T09-00-00.000.jsonl'));
    await writeFile(log, lines(4, 6));
    await follower.step();
    await writeFile(join(folder, 'log-2026-03-01T09-00-00.000.jsonl.gz'), gzipSync(lines(0, 4)));
    await rm(join(folder, 'log-2026-03-01T09-00-00.000.jsonl'));
    await follower.step();
    await copyFile(log, join(folder, 'log.jsonl.1'));
    await truncate(log, 0);
    await appendFile(log, lines(6, 8));
    expect(await follower.step()).toMatchObject({ duplicates: 0 });
    expect((await ids()).toSorted()).toEqual(expected(8));
  });

  it('tells once what happens to a log beside growing, and goes on', async () => {
    const follower = followLogs(engine, { paths: [log], workspace });
    const told = async (): Promise<string[]> => (await follower.step()).events.map(({ what }) => what);
    expect(await told()).toEqual(['gone']);
    await writeFile(log, lines(0, 2));
    expect(await told()).toEqual(['back']);
    await appendFile(log, lines(2, 3));
    expect(await told()).toEqual([]);
    await rename(log, `${log}.1`);
    await writeFile(log, lines(3, 5));
    expect(await told()).toEqual(['rotated']);
    await truncate(log, 0);
    expect(await told()).toEqual(['cut']);
    await rm(log);
    expect([await told(), await told()]).toEqual([['gone'], []]);
    expect(await ids()).toEqual(expected(5));
  });

  // A segment a step would make a folder of tens of thousands of files in a day.
  it('keeps segments few when it is quiet, and every pair', async () => {
    const follower = followLogs(engine, { paths: [log], workspace });
    await writeFile(log, '');
    for (let i = 0; i < 40; i++) {
      await appendFile(log, line(i));
      await follower.step();
    }
    expect((await openWorkspace(workspace)).manifest.segments).toHaveLength(40);
    await follower.step();
    expect((await openWorkspace(workspace)).manifest.segments).toHaveLength(1);
    await appendFile(log, line(40));
    await follower.step();
    expect(await ids()).toEqual(expected(41));
    expect(await (await openWorkspace(workspace)).readTexts([0, 39, 40])).toMatchObject(
      [0, 39, 40].map((id) => ({ prodResponse: `answer ${id}` })),
    );
  });

  it('goes on where another run, or an import, has stopped', async () => {
    await writeFile(log, lines(0, 5));
    await engine.importLogs({ paths: [log], workspace });
    await appendFile(log, lines(5, 7));
    expect(await followLogs(engine, { paths: [log], workspace }).step()).toMatchObject({
      pairs: 2,
      duplicates: 0,
    });
    await appendFile(log, lines(7, 9));
    expect(await followLogs(engine, { paths: [log], workspace }).step()).toMatchObject({
      pairs: 2,
      duplicates: 0,
    });
    expect(await ids()).toEqual(expected(9));
    const again = await engine.importLogs({ paths: [log], workspace });
    expect(again.imported.files[0]!.alreadyImported).toBe(true);
  });

  it('reads a folder of logs, packed ones too, and refuses a log that is no JSON Lines', async () => {
    const logs = join(folder, 'logs');
    await mkdir(logs);
    await writeFile(join(logs, 'a.jsonl.gz'), gzipSync(lines(0, 2)));
    await writeFile(join(logs, 'b.jsonl'), lines(2, 3));
    await writeFile(join(logs, 'notes.txt'), 'no log');
    const follower = followLogs(engine, { paths: [logs], workspace });
    expect(await follower.step()).toMatchObject({ pairs: 3, files: 2 });
    expect(await follower.step()).toMatchObject({ pairs: 0, files: 2 });
    await writeFile(log, 'request_id,prod_response,shadow_response\n1,a,b\n');
    await expect(followLogs(engine, { paths: [log], workspace: join(folder, 'w') }).step()).rejects.toThrow(
      /can not be followed/,
    );
  });

  // Pairs and position in two steps would import lines twice or never when the process is killed between them.
  it('imports each line once although the process is killed again and again', async () => {
    let written = 0;
    await writeFile(log, '');
    for (let round = 0; round < 4; round++) {
      const child = spawn(
        process.execPath,
        [CLI, 'watch', log, '--workspace', workspace, '--every', '50ms'],
        {
          env: { ...process.env, GNOMON_DATA_DIR: join(folder, 'data') },
          stdio: 'ignore',
        },
      );
      const ended = new Promise((resolve) => child.once('exit', resolve));
      const until = Date.now() + 1200 + 150 * round;
      while (Date.now() < until) {
        await appendFile(log, lines(written, written + 20));
        written += 20;
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
      child.kill('SIGKILL');
      await ended;
    }
    await followLogs(engine, { paths: [log], workspace }).step();
    expect(await ids()).toEqual(expected(written));
    expect((await readFile(log, 'utf8')).split('\n').length - 1).toBe(written);
    const { manifest } = await openWorkspace(workspace);
    expect(manifest.sources).toMatchObject([{ pairs: written, duplicates: 0, rejected: 0 }]);
  });
});

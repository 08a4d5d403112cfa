import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { tableFromIPC, tableToIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '@core/model/workspace';
import type { NoiseFloor } from '@core/model/noise-floor';
import { runCli } from './run-cli';

const EXAMPLE = new URL('../../resources/example/support-assistant.jsonl.gz', import.meta.url).pathname;

interface Line {
  prod: { response: string | null };
  shadow: { response: string | null } | null;
  prod_rerun?: { response: string | null; error?: string };
}

let folder: string;
let dataDir: string;
let lines: Line[];
let plain: string;
let withReruns: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-noise-'));
  dataDir = join(folder, 'data');
  const text = gunzipSync(await readFile(EXAMPLE)).toString('utf8');
  lines = text
    .split('\n')
    .slice(0, 700)
    .map((line) => JSON.parse(line) as Line);
  plain = join(folder, 'plain.jsonl');
  await writeFile(plain, lines.map((line) => JSON.stringify(line)).join('\n'));
  // Of every third request a rerun: equal, with a sentence more, or failed.
  lines.forEach((line, i) => {
    const { response } = line.prod;
    if (i % 3 !== 0 || response === null) return;
    if (i % 30 === 0) line.prod_rerun = { response: null, error: 'overloaded' };
    else line.prod_rerun = { response: i % 2 === 0 ? response : `${response} Please write to us again.` };
  });
  withReruns = join(folder, 'with-reruns.jsonl');
  await writeFile(withReruns, lines.map((line) => JSON.stringify(line)).join('\n'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function analysed(log: string, ...args: string[]): Promise<{ noiseFloor: NoiseFloor | null }> {
  const { code, stdout, stderr } = await runCli(['analyze', log, '--json', ...args], { dataDir });
  expect(`${code} ${stderr}`).toMatch(/^[02]/);
  return JSON.parse(stdout) as { noiseFloor: NoiseFloor | null };
}

describe('the noise floor', () => {
  it('agrees with a direct count and with the stored vectors, over the same pairs for both', async () => {
    const workspace = join(folder, 'measured');
    const { noiseFloor } = await analysed(withReruns, '--workspace', workspace, '--similarity');
    const floor = noiseFloor!;
    const usable = lines.filter(
      ({ prod, shadow, prod_rerun: rerun }) =>
        prod.response !== null && typeof shadow?.response === 'string' && typeof rerun?.response === 'string',
    );
    const reruns = lines.filter(({ prod_rerun: rerun }) => rerun !== undefined);
    expect(floor).toMatchObject({
      reruns: reruns.length,
      failed: reruns.filter(({ prod_rerun: rerun }) => rerun!.response === null).length,
      exactMatch: {
        n: usable.length,
        rerun: {
          raw: { count: usable.filter((line) => line.prod_rerun!.response === line.prod.response).length },
        },
        shadow: {
          raw: { count: usable.filter((line) => line.shadow!.response === line.prod.response).length },
        },
      },
      similarity: { n: usable.length },
    });
    const { rerun, shadow, gap, classes } = floor.similarity!;
    const cosines = await recomputed(workspace);
    expect(cosines.rerun.length).toBe(usable.length);
    expect(rerun.mean).toBeCloseTo(mean(cosines.rerun), 6);
    expect(shadow.mean).toBeCloseTo(mean(cosines.shadow), 6);
    expect(gap.mean).toBeCloseTo(mean(cosines.rerun) - mean(cosines.shadow), 6);
    expect(gap.lower!).toBeLessThan(gap.mean!);
    expect(classes.reduce((sum, row) => sum + row.rerun.count, 0)).toBe(usable.length);

    const report = join(folder, 'report.md');
    const { stdout } = await runCli(['analyze', withReruns, '--workspace', workspace, '--report', report], {
      dataDir,
    });
    const said = `production against itself ${rerun.mean!.toFixed(3)}`;
    expect(stdout).toContain(said);
    expect(await readFile(report, 'utf8')).toContain(said);
  });

  it('is absent where no request was asked twice', async () => {
    expect((await analysed(plain)).noiseFloor).toBeNull();
  });

  it('is absent in a workspace of an older Gnomon, whose segments lack these columns; everything else is there', async () => {
    const workspace = join(folder, 'old');
    const before = await analysed(plain, '--workspace', workspace);
    await withoutRerunColumns(workspace);
    await rm(join(workspace, 'cache'), { recursive: true });
    const after = await analysed(plain, '--workspace', workspace);
    expect({ ...after, imported: null }).toEqual({ ...before, imported: null });
    expect(after.noiseFloor).toBeNull();
  });
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Cosines of the stored vectors of pairs with a rerun; equal outputs have none and are 1. */
async function recomputed(workspace: string): Promise<{ rerun: number[]; shadow: number[] }> {
  const base = join(workspace, 'similarity');
  const store = join(
    base,
    readdirSync(base).find((name) => name.startsWith('gnomon-mini-'))!,
  );
  const cosines = { rerun: [] as number[], shadow: [] as number[] };
  for (const name of readdirSync(store).filter((entry) => entry.endsWith('.scores.arrows'))) {
    const scores = tableFromIPC(await readFile(join(store, name)));
    const vectors = tableFromIPC(await readFile(join(store, name.replace('scores', 'vectors'))));
    const column = (key: string, row: number): number => scores.getChild(key)!.get(row) as number;
    for (let row = 0; row < scores.numRows; row++) {
      if (Number.isNaN(column('rerun_key', row))) continue;
      const vector = (side: string): number[] => [...(vectors.getChild(side)!.get(row) as Iterable<number>)];
      for (const side of ['rerun', 'shadow'] as const) {
        const equal = column('prod_key', row) === column(`${side}_key`, row);
        const [a, b] = [vector('prod'), vector(side)];
        const dot = a.reduce((sum, value, i) => sum + value * b[i]!, 0);
        cosines[side].push(equal ? 1 : dot / Math.hypot(...a) / Math.hypot(...b));
      }
    }
  }
  return cosines;
}

/** The workspace as a Gnomon that knew no reruns wrote it. */
async function withoutRerunColumns(workspace: string): Promise<void> {
  const path = join(workspace, 'workspace.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Manifest;
  for (const segment of manifest.segments) {
    for (const part of ['pairs', 'texts'] as const) {
      const file = join(workspace, 'segments', `${segment.name}.${part}.arrows`);
      const table = tableFromIPC(await readFile(file));
      const names = table.schema.names.map(String).filter((name) => !name.startsWith('rerun_'));
      expect(names.length).toBeLessThan(table.numCols);
      const bytes = tableToIPC(table.select(names), 'stream');
      await writeFile(file, bytes);
      segment[`${part}Sha256`] = createHash('sha256').update(bytes).digest('hex');
    }
  }
  await writeFile(path, JSON.stringify(manifest));
}

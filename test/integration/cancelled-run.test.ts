import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { drawablePairs } from '@core/engine/draw-map';
import { DEFAULT_PLAN } from '@core/model/plan';
import { GnomonEngine } from '../../src-main/engine/gnomon-engine';
import { writeTinyModel } from '../contract/embedder/tiny-model';

const folder = mkdtempSync(join(tmpdir(), 'gnomon-cancelled-'));
let engine = new GnomonEngine();
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

// Bug caught: an Overview that was kept from before, for the window that asks in the moment in which it cancels.
it('shows what a cancelled run measured, also in a workspace that was opened from its kept Overview', async () => {
  process.env['GNOMON_DATA_DIR'] = join(folder, 'data');
  const log = join(folder, 'log.jsonl');
  const record = (i: number) => ({
    request_id: `r${i}`,
    prod: { response: `the cat ${i % 9} sat`, latency_ms: 1 },
    shadow: { response: `dog ${i % 7} not safe`, latency_ms: 1 },
  });
  await writeFile(log, Array.from({ length: 1200 }, (_, i) => JSON.stringify(record(i))).join('\n'));
  const workspace = join(folder, 'workspace');
  await engine.importLogs({ paths: [log], workspace });
  await engine.overview(workspace, DEFAULT_PLAN);
  await engine.close();
  engine = new GnomonEngine();
  await engine.overview(workspace, DEFAULT_PLAN);

  const aborting = new AbortController();
  let shown: Promise<[number, number]> | undefined;
  const run = await engine.measureSimilarity(workspace, {
    model: writeTinyModel(join(folder, 'tiny')),
    plan: DEFAULT_PLAN,
    signal: aborting.signal,
    onProgress: ({ done }) => {
      if (done === 0 || shown) return;
      aborting.abort();
      shown = Promise.all([
        engine
          .overview(workspace, DEFAULT_PLAN)
          .then(({ decision }) => decision.criteria.find(({ id }) => id === 'similarity')!.n),
        engine.withWorkspace(workspace, drawablePairs).then(({ length }) => length),
      ]);
    },
  });
  expect(run).toMatchObject({ ended: 'cancelled', done: 512 });
  expect(await shown).toEqual([512, 512]);
});

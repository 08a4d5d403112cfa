import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compareOutputs } from '@core/engine/compare-outputs';
import { type Access, exportPairs } from '@core/engine/export-pairs';
import type { SqlValue } from '@core/ports/database';
import type { WorkspaceStore } from '@core/ports/workspace-store';
import { openWorkspace } from '../../src-main/adapters/workspace/folder-workspace';
import { ExploreWorkspace } from '../../src-main/engine/explore-workspace';
import { GnomonEngine } from '../../src-main/engine/gnomon-engine';
import { exportFrames } from '../../src-main/host/export-frames';
import { arm, pair } from './pairs';

/** Each is a segment of its own. */
const STEPS = [2600, 2500, 150];
const TOTAL = 5250;

let path: string;
const engine = new GnomonEngine();
beforeAll(async () => {
  path = await mkdtemp(join(tmpdir(), 'gnomon-export-'));
  const create = { id: 'test', name: 'test', createdAt: 0, gnomonVersion: '0' };
  const store = await openWorkspace(path, { create });
  let id = 0;
  for (const count of STEPS) {
    const transaction = await store.beginImport();
    for (let i = 0; i < count; i++, id++) {
      const item = pair(`r${id}`, { prod: arm({ response: `text ${id}`, latencyMs: latency(id) }) });
      transaction.append(item, compareOutputs(item));
    }
    await transaction.commit([]);
  }
});
afterAll(async () => {
  await engine.close();
  await rm(path, { recursive: true, force: true });
});

/** No two alike, and neighbours far apart. */
function latency(id: number): number {
  return (id * 2411) % TOTAL;
}

const inOrder = Array.from({ length: TOTAL }, (_, id) => id).toSorted((a, b) => latency(b) - latency(a));
const columns = ['request_id', 'prod_response', 'prod_latency_ms'];
const request = {
  format: 'jsonl',
  filter: [],
  sort: [{ column: 'prod_latency_ms', desc: true }],
  columns,
} as const;

// Bug caught: pairs lost, doubled or given a neighbour's texts where pages, blocks and segments meet.
it('writes every pair of an order over several segments once, with its own texts, and counts to the total', async () => {
  const pieces = new ExploreWorkspace(engine).export(path, request, new AbortController().signal);
  const decoder = new TextDecoder();
  let text = '';
  const done: number[] = [];
  for await (const piece of pieces) {
    text += decoder.decode(piece.bytes, { stream: true });
    expect(piece.total).toBe(TOTAL);
    done.push(piece.done);
  }
  expect(
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual(
    inOrder.map((id) => ({
      request_id: `r${id}`,
      prod_response: `text ${id}`,
      prod_latency_ms: latency(id),
    })),
  );
  expect(done).toEqual([0, 2000, 4000, TOTAL, TOTAL]);
});

// Bug caught: texts of a whole block held at once where an order puts the longest together.
it('takes smaller parts where texts are long, and loses nothing by it', async () => {
  const long = 'x'.repeat(30_000);
  let mostHeld = 0;
  let held = 0;
  const access: Access = (use) =>
    engine.withWorkspace(path, (db, store) => {
      const readTexts: WorkspaceStore['readTexts'] = async (seqs) => {
        held += seqs.length;
        mostHeld = Math.max(mostHeld, held);
        return (await store.readTexts(seqs)).map((texts) => ({ ...texts, prodResponse: long }));
      };
      return use(db, Object.assign(Object.create(store) as WorkspaceStore, { readTexts }));
    });
  const written: SqlValue[] = [];
  const encoder = {
    start: () => new Uint8Array(0),
    rows(rows: readonly (readonly SqlValue[])[]) {
      held = 0;
      written.push(...rows.map(([id]) => id!));
      return new Uint8Array(0);
    },
    end: () => new Uint8Array(0),
  };
  const seqs = Int32Array.from(inOrder);
  for await (const piece of exportPairs(access, { columns, which: { seqs } }, encoder))
    expect(piece.done).toBe(written.length);
  expect(written).toEqual(inOrder.map((id) => `r${id}`));
  expect(mostHeld).toBeLessThan(TOTAL + 2000);
});

// Bug caught: an export that nobody waits for any more, and that reads on to its end.
it('stops when it is cancelled, and the workspace stays usable', async () => {
  const abort = new AbortController();
  const pieces = new ExploreWorkspace(engine).export(path, request, abort.signal);
  await pieces.next();
  abort.abort();
  await expect(pieces.next()).rejects.toMatchObject({ kind: 'cancelled' });
  expect(await pieces.next()).toEqual({ done: true, value: undefined });
  expect((await new ExploreWorkspace(engine).columns(path)).pairs).toBe(TOTAL);
});

// Bug caught: a file that looks whole and lacks the pairs behind a damaged segment.
it('says at the end of the stream why it could not go on', async () => {
  await writeFile(join(path, 'segments/000002.texts.arrows'), 'not arrow');
  const fresh = new GnomonEngine();
  const wire = await exportFrames(new AbortController().signal, (signal) =>
    new ExploreWorkspace(fresh).export(path, request, signal),
  );
  const last = (await wire.text()).trim().split('\n').at(-1)!;
  await fresh.close();
  expect(JSON.parse(last)).toMatchObject({ type: 'error', error: { kind: 'bad-data' } });
});

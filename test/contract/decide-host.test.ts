import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { LedgerEvent, PlanAnswer, WhatIfAnswer } from '@core/model/api/decide';
import type { BoardEvent, DecisionBoard } from '@core/model/board';
import type { PlanState } from '@core/model/look';
import type { Overview } from '@core/model/overview';
import { GnomonEngine } from '../../src-main/engine/gnomon-engine';
import { createHost, type Host } from '../../src-main/host/create-host';
import { writePlantedLog } from '../integration/planted-log';

let folder: string;
let host: Host;
let base: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-decide-host-'));
  process.env['GNOMON_DATA_DIR'] = join(folder, 'data');
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  const log = join(folder, 'log.jsonl');
  await writePlantedLog(log, { pairs: 600 });
  const engine = new GnomonEngine();
  const { path } = await engine.importLogs({ paths: [log] });
  host = await createHost({ kind: 'electron', token: null, rendererDir: folder, exampleLog: log, engine });
  base = `http://gnomon/api/workspaces/${await engine.idOf(path)}`;
});
afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

async function call(path: string, method = 'GET', body?: unknown): Promise<Response> {
  return host.fetch(
    new Request(`${base}${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    }),
  );
}

async function json<T>(response: Response): Promise<T> {
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

it('declares a plan, and decides by it from then on', async () => {
  const { state, presets } = await json<PlanAnswer>(await call('/plan'));
  expect(state.declared).toBe(false);
  expect(presets.map(({ id }) => id)).toEqual(['usual', 'strict', 'cost-saving', 'safety-critical']);
  const cheaper = presets.find(({ id }) => id === 'cost-saving')!.plan;
  const declared = await json<PlanState>(await call('/plan', 'PUT', { plan: cheaper, by: 'Ada' }));
  expect(declared).toMatchObject({ declared: true, versions: [{ by: 'Ada', looksBefore: 0 }] });
  const { decision, plan } = await json<Overview>(await call('/overview'));
  expect(plan.name).toBe('cost-saving');
  expect(decision.criteria.map(({ id }) => id)).toContain('cost_per_answer_ratio');
});

it('refuses a plan with a misspelt field, and keeps the old one', async () => {
  const response = await call('/plan', 'PUT', { plan: { criteria: { error_rate: { margn: 0.1 } } } });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('margn');
  expect((await json<PlanAnswer>(await call('/plan'))).state.versions).toHaveLength(1);
});

it('streams the board part by part, the verdict first, and records who looked', async () => {
  const parts = (await (await call('/board')).text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Extract<BoardEvent, { type: 'part' }>);
  expect(Object.keys(parts[0]!.board)).toContain('decision');
  expect(Object.keys(parts[0]!.board)).not.toContain('slices');
  const board = Object.assign({}, ...parts.map((part) => part.board)) as DecisionBoard;
  expect(board.criteria.map(({ key }) => key)).toEqual(board.decision.criteria.map(({ id }) => id));
  const cost = board.criteria.find(({ key }) => key === 'cost_per_answer_ratio')!;
  expect(cost.deciding).toMatchObject([{ label: 'most cheaper in the shadow', count: 50 }]);
  expect(board.slices.rows.length).toBeGreaterThan(3);
  expect(board.robustness.map(({ setting }) => setting.kind)).toContain('level');
  expect(board.planState.looks.at(-1)!.by).toBe('window');
});

// Bug caught: the stack of a defect on the terminal whenever Decide was closed while it worked.
it('prints nothing when a page is closed while it is answered', async () => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
  const without = [{ kind: 'text', in: 'prompt', mode: 'plain', pattern: '7' }];
  // A browser's reason is an error, the server's is a text.
  for (const reason of [undefined, 'Client connection prematurely closed.']) {
    const request = new Request(`${base}/what-if`, {
      method: 'POST',
      body: JSON.stringify({ exclude: [without] }),
      headers: { 'content-type': 'application/json' },
      signal: AbortSignal.abort(reason),
    });
    expect((await host.fetch(request)).status).toBe(499);
  }
  expect(printed.mock.calls).toEqual([]);
  printed.mockRestore();
});

it('streams the reading of the texts, then the ledger', async () => {
  const response = await call('/ledger', 'POST', {});
  const events = (await response.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as LedgerEvent);
  expect(events[0]!.type).toBe('progress');
  expect(events.at(-1)).toMatchObject({ type: 'done' });
});

it('opens the same board again in one part, from what was computed', async () => {
  // The texts have been read since, which brings slices by language: a board of its own.
  expect((await (await call('/board')).text()).trim().split('\n').length).toBeGreaterThan(1);
  const text = (await (await call('/board')).text()).trim();
  expect(text.split('\n')).toHaveLength(1);
  expect(Object.keys((JSON.parse(text) as Extract<BoardEvent, { type: 'part' }>).board)).toContain('slices');
});

it('leaves out pairs by a word in their texts', async () => {
  const all = await json<WhatIfAnswer>(await call('/what-if', 'POST', {}));
  const exclude = [[{ kind: 'text', in: 'shadow', mode: 'plain', pattern: 'sorry' }]];
  const { excluded, evidence } = await json<WhatIfAnswer>(await call('/what-if', 'POST', { exclude }));
  expect(excluded).toBeGreaterThan(0);
  expect(evidence.coverage.pairs).toBe(all.evidence.coverage.pairs - excluded);
});

it('refuses an expression that can not be searched for, and a judge that was never asked', async () => {
  const exclude = [[{ kind: 'text', in: 'shadow', mode: 'regex', pattern: '(' }]];
  expect((await call('/what-if', 'POST', { exclude })).status).toBe(400);
  expect((await call('/what-if', 'POST', { judge: 'nobody' })).status).toBe(404);
});

it('decides without some pairs when asked to', async () => {
  const exclude = [[{ kind: 'any-of', column: 'tags.route', values: ['billing'] }]];
  const { excluded } = await json<WhatIfAnswer>(await call('/what-if', 'POST', { exclude }));
  expect(excluded).toBe(200);
});

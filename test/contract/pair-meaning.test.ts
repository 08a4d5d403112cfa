import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiErrorBody, ImportEvent } from '@core/model/api';
import type { PairMeaning } from '@core/model/meaning';
import { createHost, type Host } from '../../src-main/host/create-host';

const PROD = 'Your refund of $40 is due 🎉. We will ship the cable on Monday.';
const SHADOW = 'Your refund of $45 is due 🎉. We will not ship the cable on Monday.';

let folder: string;
let host: Host;
let workspace: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-meaning-'));
  process.env['GNOMON_DATA_DIR'] = join(folder, 'data');
  await writeFile(join(folder, 'index.html'), '');
  host = await createHost({ kind: 'electron', token: null, rendererDir: folder, exampleLog: '' });
  const record = (id: string, shadow: object) =>
    JSON.stringify({ request_id: id, prompt: 'q', prod: { response: PROD, latency_ms: 1 }, shadow });
  const path = join(folder, 'log.jsonl');
  await writeFile(
    path,
    [
      record('r0', { response: SHADOW, latency_ms: 1 }),
      record('r1', { error: 'overloaded', latency_ms: 1 }),
      record('r2', { response: PROD, latency_ms: 1 }),
    ].join('\n'),
  );
  const [log] = await host.registerLogs([path]);
  const events = (await (await call('/api/import', { logs: [log!.id] })).text()).trim().split('\n');
  const done = JSON.parse(events.at(-1)!) as ImportEvent;
  if (done.type !== 'done') throw new Error(JSON.stringify(done));
  workspace = done.workspace;
});
afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

function call(path: string, body?: unknown): Promise<Response> {
  const init = body
    ? { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    : {};
  return host.fetch(new Request(`app://gnomon${path}`, init));
}

async function meaningOf(seq: number): Promise<PairMeaning> {
  return (await call(`/api/workspaces/${workspace}/pairs/${seq}/meaning`)).json() as Promise<PairMeaning>;
}

describe('what the checks say of a pair', () => {
  it('comes with the passages that raised each flag, at their places in the stored outputs', async () => {
    const { similarity, comparison } = await meaningOf(0);
    expect(similarity).toBeNull();
    expect(comparison!.class).toBe('changed');
    expect(comparison!.flags.map(({ kind }) => kind)).toEqual(['negation', 'number']);
    // The emoji takes two UTF-16 units: an offset counted in characters would be off by one behind it.
    for (const { prod, shadow } of comparison!.flags) {
      expect(prod && PROD.slice(prod.start, prod.end)).toBe(prod?.text);
      expect(shadow && SHADOW.slice(shadow.start, shadow.end)).toBe(shadow?.text);
    }
    expect(comparison!.flags[1]).toMatchObject({ prod: { text: '40' }, shadow: { text: '45' } });
  });

  it('is nothing where an arm has no text, and "same" where the outputs are equal', async () => {
    expect(await meaningOf(1)).toEqual({ seq: 1, similarity: null, comparison: null });
    expect((await meaningOf(2)).comparison).toEqual({ class: 'same', flags: [] });
  });

  it('names a pair that is not there, and refuses what is no number', async () => {
    const unknown = await call(`/api/workspaces/${workspace}/pairs/3/meaning`);
    expect(unknown.status).toBe(404);
    expect(((await unknown.json()) as ApiErrorBody).details.message).toContain('pair number 3');
    expect((await call(`/api/workspaces/${workspace}/pairs/1%20OR%201/meaning`)).status).toBe(400);
  });
});

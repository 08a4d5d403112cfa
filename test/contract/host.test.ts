import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiErrorBody, AppState, ImportEvent, LogInspection, LogRef, RejectPage } from '@core/model/api';
import type { Overview } from '@core/model/overview';
import { createHost, type Host } from '../../src-main/host/create-host';

const TOKEN = 'f'.repeat(32);

let folder: string;
let direct: Host;
let browser: Host;
let server: Server;
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-host-'));
  process.env['GNOMON_DATA_DIR'] = join(folder, 'data');
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  await writeFile(join(folder, 'secret.txt'), 'beside the page');
  const example = join(folder, 'example.jsonl');
  await writeFile(example, log(50));
  const options = { rendererDir: folder, exampleLog: example };
  direct = await createHost({ kind: 'electron', token: null, ...options });
  browser = await createHost({ kind: 'browser', token: TOKEN, ...options });
  server = createServer(getRequestListener(browser.fetch));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  server.close();
  await direct.close();
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

function log(pairs: number, prompt = 'q'): string {
  const arm = (text: string, latency: number) => ({ response: text, error: null, latency_ms: latency });
  const lines = Array.from({ length: pairs }, (_, i) =>
    JSON.stringify({
      request_id: `r${i}`,
      prompt,
      prod: arm('x', 100 + i),
      shadow: arm(i % 2 ? 'x' : 'y', 110 + i),
    }),
  );
  return [
    ...lines,
    '{"broken',
    JSON.stringify({ request_id: 'r0', prod: arm('x', 1), shadow: arm('x', 1) }),
  ].join('\n');
}

/** The same conversation over both carriers: called directly, and over HTTP on the loopback. */
const carriers: [string, (path: string, init?: RequestInit) => Promise<Response>][] = [
  ['called directly', (path, init) => direct.fetch(new Request(`app://gnomon${path}`, init))],
  [
    'over 127.0.0.1',
    (path, init) =>
      fetch(`http://127.0.0.1:${port}${path}`, {
        ...init,
        headers: { ...init?.headers, 'x-gnomon-token': TOKEN },
      }),
  ],
];

describe.each(carriers)('the host, %s', (carrier, call) => {
  const post = (path: string, body: unknown) =>
    call(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });

  it('takes a log from upload to figures, rejects and report', async () => {
    const uploaded = (await (
      await call('/api/logs?name=my%20log.jsonl', { method: 'POST', body: log(120, carrier) })
    ).json()) as LogRef;
    expect(uploaded.name).toBe('my log.jsonl');
    const [inspection] = (await (
      await post('/api/inspect', { logs: [uploaded.id] })
    ).json()) as LogInspection[];
    expect(inspection).toMatchObject({ form: 'nested', format: 'jsonl' });

    const response = await post('/api/import', { logs: [uploaded.id] });
    const events = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ImportEvent);
    const done = events.at(-1)!;
    if (done.type !== 'done') throw new Error(JSON.stringify(done));
    expect(done.imported).toMatchObject({ pairs: 120, rejected: 1, duplicates: 1 });

    const overview = (await (await call(`/api/workspaces/${done.workspace}/overview`)).json()) as Overview;
    expect(overview.metrics).toMatchObject({ total: 120, exactMatch: { n: 120, raw: 60 } });

    const rejects = (await (
      await call(`/api/workspaces/${done.workspace}/rejects?limit=1&offset=1`)
    ).json()) as RejectPage;
    expect(rejects.total).toBe(2);
    expect(rejects.rows).toHaveLength(1);
    const duplicates = (await (
      await call(`/api/workspaces/${done.workspace}/rejects?code=duplicate`)
    ).json()) as RejectPage;
    expect(duplicates.rows).toMatchObject([{ line: 122, code: 'duplicate' }]);

    const report = await call(`/api/workspaces/${done.workspace}/report?format=html`);
    expect(report.headers.get('content-disposition')).toContain('gnomon-report.html');
    expect(await report.text()).toContain('NOT ENOUGH DATA');

    const state = (await (await call('/api/state')).json()) as AppState;
    expect(state.recent.map(({ id }) => id)).toContain(done.workspace);
    expect(JSON.stringify(state)).not.toContain(folder);
    expect((await call(`/api/recent/${done.workspace}`, { method: 'DELETE' })).status).toBe(204);
    const after = (await (await call('/api/state')).json()) as AppState;
    expect(after.recent.map(({ id }) => id)).not.toContain(done.workspace);
  });

  it('opens the bundled example', async () => {
    const { workspace } = (await (await call('/api/example', { method: 'POST' })).json()) as {
      workspace: string;
    };
    const overview = (await (await call(`/api/workspaces/${workspace}/overview`)).json()) as Overview;
    expect(overview.metrics.total).toBe(50);
  });

  it('answers errors with what, why and what to do, by kind', async () => {
    const unknown = await call('/api/workspaces/none/overview');
    expect(unknown.status).toBe(404);
    expect(((await unknown.json()) as ApiErrorBody).details.remedy).toBeTruthy();
    const empty = await post('/api/inspect', { logs: [] });
    expect(empty.status).toBe(400);
    const forged = await post('/api/inspect', { logs: ['/etc/passwd'] });
    expect(forged.status).toBe(404);
  });

  // Bug caught: opening Judge without a server left an error in the browser's console.
  it('answers what a judge’s server offers also when there is none', async () => {
    const answer = await post('/api/judge/models', { provider: 'ollama', baseUrl: 'http://127.0.0.1:9' });
    expect(answer.status).toBe(200);
    expect(((await answer.json()) as { problem: ApiErrorBody }).problem.details.message).toBeTruthy();
  });

  it('streams the error of an import that fails', async () => {
    const { id } = (await (
      await call('/api/logs?name=x', { method: 'POST', body: 'just words\nand more words\n' })
    ).json()) as LogRef;
    const text = await (await post('/api/import', { logs: [id] })).text();
    expect(JSON.parse(text.trim().split('\n').at(-1)!)).toMatchObject({ type: 'error' });
  });

  it('serves the page with a policy that allows nothing from elsewhere, and no file outside its folder', async () => {
    const page = await call('/');
    expect(await page.text()).toContain('<title>page</title>');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('content-security-policy')).not.toMatch(/unsafe|https?:|\*/);
    for (const path of [
      '/../secret',
      '/%2e%2e/data/recent.json',
      '/..%2fdata%2frecent.json',
      '//etc/passwd',
      '/nothing',
    ])
      expect((await call(path)).status).toBe(404);
  });
});

describe('the browser host', () => {
  const raw = (headers: Record<string, string>, path = '/api/state'): Promise<number> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, headers }, (response) => {
        response.resume();
        resolve(response.statusCode!);
      });
      sent.once('error', reject);
      sent.end();
    });

  it('refuses API calls without the token, other sites, and other host names (DNS rebinding)', async () => {
    expect(await raw({ 'x-gnomon-token': TOKEN })).toBe(200);
    expect(await raw({})).toBe(403);
    expect(await raw({ 'x-gnomon-token': 'e'.repeat(32) })).toBe(403);
    expect(await raw({ 'x-gnomon-token': TOKEN, origin: 'https://example.com' })).toBe(403);
    expect(await raw({ 'x-gnomon-token': TOKEN, host: 'example.com' })).toBe(403);
    expect(await raw({ host: `attacker.127.0.0.1.example.com:${port}` }, '/')).toBe(403);
  });

  it('keeps uploads inside its own folder whatever their name, and removes them when it closes', async () => {
    const other = await createHost({ kind: 'browser', token: TOKEN, rendererDir: folder, exampleLog: '' });
    const headers = { 'x-gnomon-token': TOKEN, host: '127.0.0.1' };
    const name = encodeURIComponent('../../../escaped.jsonl');
    const response = await other.fetch(
      new Request(`http://127.0.0.1/api/logs?name=${name}`, { method: 'POST', body: log(3), headers }),
    );
    expect(((await response.json()) as LogRef).name).toBe('escaped.jsonl');
    expect(existsSync(join(folder, 'escaped.jsonl'))).toBe(false);
    const uploads = join(folder, 'data', 'uploads');
    const before = (await readdir(uploads)).length;
    await other.close();
    expect((await readdir(uploads)).length).toBe(before - 1);
  });
});

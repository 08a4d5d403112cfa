import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CaptureCoverage } from '@core/model/capture-coverage';
import { runCli } from '../run-cli';
import {
  allLogText,
  answering,
  ask,
  capture,
  chatRequest,
  open,
  parseLines,
  serve,
  temporaryFolder,
  until,
} from './servers';

const CLI = fileURLToPath(new URL('../../../out/main/cli.js', import.meta.url));
const PRICES = { input: 1000, output: 2000 };

describe('the log of a capture', () => {
  // A field under a name that the importer does not know would silently be missing from every figure.
  it('is what analyze imports without a mapping', async () => {
    const prod = await serve(answering('It ships today.', 'a-1'));
    const shadow = await serve((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const content of ['It ', 'ships ', 'today.'])
        response.write(
          `data: ${JSON.stringify({ model: 'b-1', choices: [{ index: 0, delta: { content } }] })}\n\n`,
        );
      response.write(
        `data: ${JSON.stringify({ model: 'b-1', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage: { prompt_tokens: 9, completion_tokens: 4 } })}\n\n`,
      );
      response.end('data: [DONE]\n\n');
    });
    const proxy = await capture({
      prod: { url: prod, prices: PRICES },
      shadow: { url: shadow, model: 'b', prices: PRICES },
      tags: { plan: { header: 'x-plan' } },
      reruns: 1,
    });
    for (let i = 0; i < 6; i++)
      await ask(proxy.url, {
        headers: { 'x-plan': 'free', traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' },
        body: chatRequest(`Where is order ${i}?`, { stream: true, user: 'anna' }),
      });
    const [first] = await proxy.records();
    expect(first).toMatchObject({
      messages: [{ role: 'user', content: 'Where is order 0?' }],
      prod: {
        model: 'a-1',
        response: 'It ships today.',
        error: null,
        tokens_in: 7,
        tokens_out: 5,
        cost_usd: 0.017,
      },
      shadow: {
        model: 'b-1',
        response: 'It ships today.',
        error: null,
        tokens_in: 9,
        tokens_out: 4,
        cost_usd: 0.017,
      },
      prod_rerun: { model: 'a-1', response: 'It ships today.' },
      tags: { route: '/v1/chat/completions', plan: 'free', stream: 'true' },
      otel: {
        trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
        'gen_ai.request.model': 'asked-for',
        shadow: { 'gen_ai.response.model': 'b-1' },
      },
    });
    expect(first!.tags['user']).toMatch(/^[0-9a-f]{16}$/);
    const { stdout, code } = await runCli(['analyze', proxy.log, '--json'], {
      dataDir: await temporaryFolder(),
    });
    expect(code).toBe(0);
    const { detail, imported } = JSON.parse(stdout);
    expect(imported).toMatchObject({ pairs: 6, rejected: 0 });
    expect(detail.prod).toMatchObject({ model: 'a-1', answered: 6, failed: 0 });
    expect(detail.shadow).toMatchObject({ model: 'b-1', answered: 6, cost: expect.closeTo(6 * 0.017) });
    expect(detail.exactMatch).toMatchObject({ n: 6, raw: 6 });
  });

  it('holds what went wrong with the shadow, each as an error and never as an answer', async () => {
    const prod = await serve(answering('fine'));
    const kinds = ['503', 'garbage', 'cut', 'hang', 'flood', 'broken-stream'];
    const shadow = await serve((request, response) => {
      let text = '';
      request.on('data', (chunk) => (text += chunk));
      request.on('end', () => {
        const kind = JSON.parse(text).messages[0].content as string;
        if (kind === '503') response.writeHead(503).end('{"error":{"type":"overloaded","message":"busy"}}');
        if (kind === 'garbage') response.writeHead(200, { 'content-type': 'application/json' }).end('<html>');
        if (kind === 'cut') {
          response.writeHead(200, { 'content-length': '99' });
          response.write('{');
          setImmediate(() => response.destroy());
        }
        if (kind === 'flood') response.writeHead(200).end(Buffer.alloc(200_000));
        if (kind === 'broken-stream')
          response
            .writeHead(200, { 'content-type': 'text/event-stream' })
            .end('data: {"choices":[{"index":0,"delta":{"content":"Hal"}}]}\n\n');
      });
    });
    const proxy = await capture({
      prod: { url: prod },
      shadow: { url: shadow, timeout: 2500, maxAnswer: '100KB' },
    });
    for (const kind of kinds) await ask(proxy.url, { body: chatRequest(kind) });
    await until(() => proxy.recorder.status.totals.logged === kinds.length);
    const records = await proxy.records();
    const errors = Object.fromEntries(
      records.map(({ messages, shadow: { error, response } }) => [messages[0]!.content, [error, response]]),
    );
    expect(errors).toEqual({
      '503': ['HTTP 503 overloaded: busy', null],
      garbage: [expect.stringMatching(/no valid JSON/), null],
      cut: [expect.stringMatching(/closed|terminated|socket/i), null],
      hang: [expect.stringMatching(/^timeout/), null],
      flood: [expect.stringMatching(/longer than/), null],
      'broken-stream': [expect.stringMatching(/broke off/), null],
    });
    expect(proxy.recorder.status.totals).toMatchObject({
      sent: 6,
      failed: 5,
      timedOut: 1,
      answered: 0,
      logged: 6,
    });
  });

  // The log is passed around; a key in it would be passed around too.
  it('holds no secret: not of headers, not of texts, and no person by name', async () => {
    const secrets = [
      'sk-verysecretkey1234567890',
      'Bearer abcdefghijklmnopqrstuvwxyz',
      'anna@example.org',
      '4111 1111 1111 1111',
      'KX-998-1',
    ];
    const prod = await serve(answering(`Use ${secrets.join(' and ')}.`));
    const proxy = await capture({
      prod: { url: prod },
      shadow: { url: prod, headers: { 'x-extra': 'shadow-secret-header' } },
      redact: { patterns: [{ name: 'badge', regex: 'KX-\\d+-\\d' }] },
    });
    await ask(proxy.url, {
      headers: { authorization: secrets[1]!, cookie: 'session=topsecret', 'x-api-key': secrets[0]! },
      body: chatRequest(`I am ${secrets.join(', ')}`, { user: 'anna@example.org' }),
    });
    await until(() => proxy.recorder.status.totals.logged === 1);
    const text = await proxy.raw();
    for (const secret of [...secrets, 'topsecret', 'shadow-secret-header'])
      expect(text).not.toContain(secret);
    expect(text).toContain('[badge]');
    expect(text).toContain('[email]');
  });

  it('reaches another server without production’s keys, with its own, and marked as a copy', async () => {
    let seen: Record<string, unknown> = {};
    const prod = await serve(answering('x'));
    const shadow = await serve((request, response) => {
      seen = request.headers;
      answering('y')(request, response);
    });
    process.env['GNOMON_TEST_KEY'] = 'shadow-key';
    const proxy = await capture({
      prod: { url: prod },
      shadow: { url: shadow, keyEnv: 'GNOMON_TEST_KEY', headers: { 'x-drop': null, 'x-team': 'eval' } },
    });
    await ask(proxy.url, {
      headers: {
        authorization: 'Bearer production-key',
        cookie: 'a=b',
        'idempotency-key': 'once',
        'x-drop': '1',
      },
    });
    await until(() => proxy.recorder.status.totals.answered === 1);
    expect(seen).toMatchObject({
      authorization: 'Bearer shadow-key',
      'x-team': 'eval',
      'x-gnomon-shadow': expect.any(String),
    });
    for (const gone of ['cookie', 'idempotency-key', 'x-drop']) expect(seen).not.toHaveProperty(gone);
  });

  it('counts every request once: sampled = skipped + shed + sent, sent = settled', async () => {
    const prod = await serve(answering('x'));
    const shadow = await serve(() => {});
    const proxy = await capture({
      prod: { url: prod },
      shadow: { url: shadow, timeout: 400, concurrency: 2 },
    });
    await Promise.all(Array.from({ length: 8 }, () => ask(proxy.url)));
    await ask(proxy.url, { body: chatRequest('search', { tools: [{ type: 'web_search' }] }) });
    await ask(proxy.url, { path: '/v1/files' });
    await until(() => proxy.recorder.status.totals.logged === 2);
    expect(proxy.recorder.status.totals).toMatchObject({
      eligible: 9,
      sampled: 9,
      skipped: 1,
      shed: 6,
      sent: 2,
      timedOut: 2,
      logged: 2,
    });
    await proxy.stop();
    const coverage = JSON.parse(await readFile(`${proxy.log}.coverage.json`, 'utf8')) as CaptureCoverage;
    expect(coverage.windows.reduce((sum, { counts }) => sum + counts.eligible, 0)).toBe(9);
  });

  it('stops mirroring at the request ceiling, and remembers it after a restart', async () => {
    const prod = await serve(answering('x'));
    const first = await capture({ prod: { url: prod }, shadow: { url: prod }, budget: { requests: 3 } });
    for (let i = 0; i < 8; i++) await ask(first.url);
    await until(() => first.recorder.status.totals.logged === 3);
    expect(first.recorder.status.coverage.stopped).toMatch(/ceiling/);
    await first.stop();
    const second = await capture({
      prod: { url: prod },
      shadow: { url: prod },
      budget: { requests: 3 },
      log: { out: first.log },
    });
    for (let i = 0; i < 3; i++) await ask(second.url);
    await second.stop();
    expect(second.recorder.status.totals.sent).toBe(3);
  });

  it('leaves out a pair whose caller has left, and counts it', async () => {
    const prod = await serve((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{');
    });
    const shadow = await serve(answering('x'));
    const proxy = await capture({ prod: { url: prod }, shadow: { url: shadow } });
    (await open(proxy.url)).destroy();
    await until(() => proxy.recorder.status.totals.abandoned === 1);
    expect(await proxy.records()).toEqual([]);
  });

  it('rotates and packs without losing or doubling a line', async () => {
    const prod = await serve(answering('x'.repeat(2000)));
    const proxy = await capture({
      prod: { url: prod },
      shadow: { url: prod, concurrency: 40 },
      log: { maxSize: '20KB' },
    });
    for (let i = 0; i < 40; i++) await ask(proxy.url, { body: chatRequest(`question ${i}`) });
    await until(() => proxy.recorder.status.totals.logged === 40);
    const records = await proxy.records();
    expect(new Set(records.map(({ messages }) => messages[0]!.content)).size).toBe(40);
    expect(records.length).toBe(40);
    expect(proxy.recorder.status.log.rotations).toBeGreaterThan(1);
  });

  it('cuts a line that a crash broke off, and goes on behind the last whole one', async () => {
    const prod = await serve(answering('x'));
    const folder = await temporaryFolder();
    const log = join(folder, 'log.jsonl');
    await writeFile(log, '{"request_id":"whole"}\n{"request_id":"tor');
    const proxy = await capture({ prod: { url: prod }, shadow: { url: prod }, log: { out: log } });
    await ask(proxy.url);
    await until(() => proxy.recorder.status.totals.logged === 1);
    await proxy.stop();
    expect(parseLines(await readFile(log, 'utf8')).map((record) => record.request_id === 'whole')).toEqual([
      true,
      false,
    ]);
    expect(proxy.notices.join()).toMatch(/19 bytes|broken off/);
  });

  // The promise of the log: kill -9 under load costs at most one sync interval and never a line in the middle.
  it('is whole lines after kill -9 under load', async () => {
    const prod = await serve(answering('x'.repeat(5000)));
    const folder = await temporaryFolder();
    const log = join(folder, 'log.jsonl');
    const child = spawn(
      process.execPath,
      [CLI, 'capture', '--prod', prod, '--shadow', prod, '--out', log, '--port', '0', '--admin-port', '0'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const url = await new Promise<string>((resolve) => {
      let text = '';
      child.stdout.on('data', (chunk) => {
        text += chunk;
        const found = /send your requests to (\S+)/.exec(text);
        if (found) resolve(found[1]!);
      });
    });
    let going = true;
    const load = Array.from({ length: 8 }, async () => {
      while (going) await ask(url).catch(() => {});
    });
    await until(async () => (await readFile(log, 'utf8').catch(() => '')).split('\n').length > 50);
    child.kill('SIGKILL');
    going = false;
    await Promise.all(load);
    const text = await readFile(log, 'utf8');
    expect(parseLines(text.slice(0, text.lastIndexOf('\n') + 1)).length).toBeGreaterThanOrEqual(50);
    const again = await capture({ prod: { url: prod }, shadow: { url: prod }, log: { out: log } });
    await ask(again.url);
    await until(() => again.recorder.status.totals.answered > 0);
    await again.stop();
    const records = parseLines(await allLogText(dirname(log)));
    expect(new Set(records.map((record) => record.request_id)).size).toBe(records.length);
  });

  // A recorder that ran out of memory must be no more than a gap in the log.
  it('goes on recording after the recorder was killed, and production never noticed', async () => {
    const prod = await serve(answering('x'));
    const proxy = await capture({ prod: { url: prod }, shadow: { url: prod } });
    await ask(proxy.url);
    await until(() => proxy.recorder.status.totals.logged === 1);
    process.kill(proxy.recorder.pid!, 'SIGKILL');
    await until(() => proxy.notices.join().includes('The recorder ended (SIGKILL)'));
    expect((await ask(proxy.url)).status).toBe(200);
    await until(async () => {
      await ask(proxy.url);
      return proxy.recorder.status.totals.logged > 1;
    });
    const records = await proxy.records();
    expect(new Set(records.map((record) => record.request_id)).size).toBe(records.length);
  });

  it('tells health, metrics and its state, and takes orders only with the header that no other site can send', async () => {
    const prod = await serve(answering('x'));
    const proxy = await capture({
      prod: { url: prod },
      shadow: { url: prod },
      phases: [{ rate: 1, until: { settled: 1 } }, { rate: 0 }],
    });
    await ask(proxy.url);
    await until(() => proxy.recorder.status.coverage.phase.index === 1);
    const get = async (path: string, sent = {}) =>
      (await ask(proxy.adminUrl, { method: 'GET', path, ...sent })).body.toString();
    expect(JSON.parse(await get('/healthz'))).toMatchObject({ status: 'ok', mirroring: true });
    const metrics = await get('/metrics');
    expect(metrics).toContain('gnomon_capture_requests_total{state="sampled"} 1');
    expect(metrics).toContain('gnomon_capture_phase 2');
    expect((await ask(proxy.adminUrl, { path: '/pause' })).status).toBe(403);
    expect((await ask(proxy.adminUrl, { path: '/pause', headers: { 'x-gnomon-admin': '1' } })).status).toBe(
      202,
    );
    await until(() => proxy.recorder.status.coverage.stopped === 'paused');
    await ask(proxy.url);
    await until(() => proxy.recorder.status.totals.closed === 1);
  });
});

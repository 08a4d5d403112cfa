import { MessageChannel } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import type { ApiErrorBody } from '@core/model/api';
import { AppError } from '@core/model/app-error';
import { superviseEngine, type EngineProcess } from '../../src-main/electron/engine';
import { serveEngine } from '../../src-main/engine-process/serve-engine';
import { registerLogsRequest } from '../../src-main/engine-process/shell-request';
import type { Host } from '../../src-main/host/create-host';
import { workerBridgePort } from './worker-bridge-port';

const hello: Host = {
  fetch: async () => new Response('hello'),
  addModelFolder: async () => ({ id: 'folder' }),
  registerLogs: async (paths) => paths.map((name, id) => ({ id: String(id), name, size: 1 })),
  close: async () => undefined,
};

/** A supervised engine over a real message channel, whose process is played by this one. */
function supervise(createHost: () => Promise<Host>) {
  const clock = { ms: 0 };
  const children: { crash(code: number): void; killed: boolean }[] = [];
  const spawn = (): EngineProcess => {
    const { port1, port2 } = new MessageChannel();
    let exit: (code: number) => void = () => undefined;
    const child = { killed: false, crash: (code: number) => exit(code) };
    children.push(child);
    serveEngine({ port: workerBridgePort(port2), createHost, exit: () => exit(0) });
    return {
      port: workerBridgePort(port1),
      onExit: (listener) => void (exit = listener),
      kill: () => {
        child.killed = true;
        exit(9);
      },
    };
  };
  return { engine: superviseEngine({ spawn, now: () => clock.ms }), children, clock };
}

const get = (url = 'app://gnomon/api/state') => new Request(url);

async function errorOf(response: Response): Promise<ApiErrorBody> {
  return (await response.json()) as ApiErrorBody;
}

test('the process starts at the first request, not before, and serves the next ones too', async () => {
  const { engine, children } = supervise(async () => hello);
  expect(children.length).toBe(0);
  expect(await (await engine.fetch(get())).text()).toBe('hello');
  await engine.fetch(get());
  expect(children.length).toBe(1);
  await engine.stop();
});

test('a crash answers 503 to what waits, with a cause and a remedy, and the next request starts it again', async () => {
  let crashing = true;
  const host: Host = {
    ...hello,
    fetch: () => (crashing ? new Promise(() => undefined) : hello.fetch(get())),
  };
  const { engine, children } = supervise(async () => host);
  const waiting = [engine.fetch(get()), engine.fetch(get())];
  children[0]!.crash(139);
  for (const response of await Promise.all(waiting)) {
    expect(response.status).toBe(503);
    const { kind, details } = await errorOf(response);
    expect(kind).toBe('internal');
    expect(details.cause).toContain('139');
    expect(details.remedy).toBeTruthy();
  }
  crashing = false;
  expect(await (await engine.fetch(get())).text()).toBe('hello');
  expect(children.length).toBe(2);
  await engine.stop();
});

test('after three restarts within a minute it says so and starts no more, until the minute has passed', async () => {
  const { engine, children, clock } = supervise(async () => hello);
  for (let start = 0; start < 4; start++) {
    expect((await engine.fetch(get())).status).toBe(200);
    clock.ms += 1000;
    children.at(-1)!.crash(1);
  }
  const refused = await engine.fetch(get());
  expect(refused.status).toBe(503);
  expect((await errorOf(refused)).details.cause).toContain('4 times within a minute');
  expect(children.length).toBe(4);
  clock.ms = 60_000;
  expect((await engine.fetch(get())).status).toBe(200);
  await engine.stop();
});

test('a page gets a readable paragraph instead of raw JSON', async () => {
  const { engine, children } = supervise(async () => ({
    ...hello,
    fetch: () => new Promise(() => undefined),
  }));
  const page = engine.fetch(get('app://gnomon/index.html'));
  children[0]!.crash(1);
  const response = await page;
  expect(response.headers.get('content-type')).toContain('text/plain');
  expect(await response.text()).toContain('What to do: ');
  await engine.stop();
});

test('a defect in the host is a 500 with its message, and no crash of the process', async () => {
  const { engine, children } = supervise(async () => ({
    ...hello,
    fetch: () => Promise.reject(new TypeError('x is not a function')),
  }));
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const response = await engine.fetch(get());
  expect(log).toHaveBeenCalledOnce();
  log.mockRestore();
  expect(response.status).toBe(500);
  expect((await errorOf(response)).details.message).toContain('x is not a function');
  expect(children.length).toBe(1);
  await engine.stop();
});

test('an aborted request rejects instead of blaming the engine', async () => {
  const { engine } = supervise(async () => ({ ...hello, fetch: () => new Promise(() => undefined) }));
  const controller = new AbortController();
  const answer = engine.fetch(new Request('app://gnomon/', { signal: controller.signal }));
  controller.abort(new Error('enough'));
  await expect(answer).rejects.toThrow('enough');
  await engine.stop();
});

test('a host that cannot be created says why, and is tried again at the next request', async () => {
  let tries = 0;
  const { engine } = supervise(async () => {
    tries += 1;
    if (tries === 1) throw new AppError('no-space', { message: 'The disk is full' });
    return hello;
  });
  const first = await engine.fetch(get());
  expect(first.status).toBe(503);
  expect(await errorOf(first)).toEqual({ kind: 'no-space', details: { message: 'The disk is full' } });
  expect(await (await engine.fetch(get())).text()).toBe('hello');
  await engine.stop();
});

test('a page that no host can serve is told why in a paragraph', async () => {
  const { engine } = supervise(() =>
    Promise.reject(new AppError('locked', { message: 'In use.', remedy: 'wait' })),
  );
  const response = await engine.fetch(get('app://gnomon/'));
  expect(await response.text()).toBe('In use. What to do: wait.');
  await engine.stop();
});

test('logs are registered by path with a request that no page can send', async () => {
  const { engine } = supervise(async () => hello);
  const response = await engine.fetch(registerLogsRequest(['/a/é.jsonl', '/b']));
  expect(await response.json()).toEqual([
    { id: '0', name: '/a/é.jsonl', size: 1 },
    { id: '1', name: '/b', size: 1 },
  ]);
  const forged = new Request('app://gnomon/api/logs', { method: 'POST', body: '["/etc/passwd"]' });
  expect(await (await engine.fetch(forged)).text()).toBe('hello');
  await engine.stop();
});

test('stopping closes the host, and nothing starts afterwards', async () => {
  const close = vi.fn(async () => undefined);
  const { engine, children } = supervise(async () => ({ ...hello, close }));
  await engine.fetch(get());
  await engine.stop();
  expect(close).toHaveBeenCalledOnce();
  expect(children[0]!.killed).toBe(false);
  expect((await engine.fetch(get())).status).toBe(503);
  expect(children.length).toBe(1);
});

test('an engine that does not close within five seconds is killed', async () => {
  const { engine, children } = supervise(async () => ({
    ...hello,
    close: () => new Promise(() => undefined),
  }));
  await engine.fetch(get());
  vi.useFakeTimers();
  const stopped = engine.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  vi.useRealTimers();
  await stopped;
  expect(children[0]!.killed).toBe(true);
});

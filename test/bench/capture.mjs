// npm run bench: what a capture adds to production's latency, over the same proxy without a shadow, on loopback.
// Alone: node test/bench/capture.mjs [--quick]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { Pool } from 'undici';

const CLI = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url));
const PER_SECOND = 200;
/** Requests that go to one proxy before the other has its turn: a pause of the machine hits both alike. */
const BLOCK = 50;
const ANSWER = JSON.stringify({
  id: 'x',
  object: 'chat.completion',
  model: 'm',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: 'It ships today. '.repeat(20) },
      finish_reason: 'stop',
    },
  ],
  usage: { prompt_tokens: 9, completion_tokens: 80 },
});
const EVENTS = [
  ...Array.from(
    { length: 20 },
    (_, i) => `data: {"choices":[{"index":0,"delta":{"content":"word ${i} "}}]}\n\n`,
  ),
  'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
  'data: [DONE]\n\n',
];

/** @param {string} kind what a shadow does with a request */
function listenerOf(kind) {
  return (request, response) => {
    if (kind === 'hanging') return;
    if (kind === 'flooding') {
      response.writeHead(200, { 'content-type': 'application/json' });
      const chunk = Buffer.alloc(1 << 18, 'x');
      const flood = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', flood);
      flood();
      return;
    }
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      if (!text.includes('"stream":true'))
        return response.writeHead(200, { 'content-type': 'application/json' }).end(ANSWER);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const event of EVENTS) response.write(event);
      response.end();
    });
  };
}

if (!isMainThread) {
  const server = createServer(listenerOf(workerData)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  parentPort.postMessage(`http://127.0.0.1:${server.address().port}`);
}

async function startServer(kind) {
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: kind });
  const [url] = await once(worker, 'message');
  return { url, stop: () => worker.terminate() };
}

async function startProxy(prod, shadow, folder, share) {
  const log = join(folder, `${Math.random().toString(36).slice(2)}.jsonl`);
  const args = [
    'capture',
    '--prod',
    prod,
    '--shadow',
    shadow,
    '--out',
    log,
    '--sample',
    share,
    '--port',
    '0',
    '--admin-port',
    '0',
  ];
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  const url = await new Promise((resolve) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const found = /requests to (\S+)/.exec(text);
      if (found) resolve(found[1]);
    });
  });
  return {
    url,
    pid: child.pid,
    pool: new Pool(url),
    stop: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function ask(pool, stream, expected) {
  const started = performance.now();
  const { body } = await pool.request({
    path: '/v1/chat/completions',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'm',
      ...(stream && { stream }),
      messages: [{ role: 'user', content: 'Where is my order?' }],
    }),
  });
  const text = await body.text();
  return { ms: performance.now() - started, same: text === expected };
}

function quantile(values, p) {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * p) - 1];
}

/** Mean of block differences with a 95 % interval by the bootstrap over blocks, its draws from a fixed seed. */
function interval(differences) {
  let state = 7;
  const draw = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const means = Array.from({ length: 2000 }, () =>
    mean(differences.map(() => differences[Math.floor(draw() * differences.length)])),
  );
  return { mean: mean(differences), low: quantile(means, 0.025), high: quantile(means, 0.975) };
}

/** Added P50 and P99 of the proxy with a shadow over the one without, block by block. */
async function addedLatency(without, withShadow, { stream, blocks }) {
  const expected = stream ? EVENTS.join('') : ANSWER;
  const added = { p50: [], p99: [] };
  let different = 0;
  for (let block = -4; block < blocks; block++) {
    const figures = {};
    for (const [name, proxy] of block % 2 === 0
      ? [
          ['a', without],
          ['b', withShadow],
        ]
      : [
          ['b', withShadow],
          ['a', without],
        ]) {
      const started = performance.now();
      const asked = [];
      for (let i = 0; i < BLOCK; i++) {
        const wait = started + (i * 1000) / PER_SECOND - performance.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        asked.push(ask(proxy.pool, stream, expected));
      }
      const answers = await Promise.all(asked);
      different += answers.filter(({ same }) => !same).length;
      figures[name] = answers.map(({ ms }) => ms);
    }
    if (block < 0) continue;
    added.p50.push(quantile(figures.b, 0.5) - quantile(figures.a, 0.5));
    added.p99.push(quantile(figures.b, 0.99) - quantile(figures.a, 0.99));
  }
  return { p50: interval(added.p50), p99: interval(added.p99), different };
}

async function residentMb(pid) {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(text)?.[1] ?? Number.NaN) / 1024;
}

/** Memory after each tenth of many requests, as fast as they go. */
async function memoryOver(proxy, requests) {
  const readings = [];
  for (let tenth = 0; tenth < 10; tenth++) {
    let left = requests / 10;
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        while (left-- > 0) await ask(proxy.pool, false, ANSWER);
      }),
    );
    readings.push(await residentMb(proxy.pid));
  }
  return readings;
}

/**
 * @param {{ quick?: boolean, report: (name: string, value: number, limit: number, text: string) => void }} options
 */
export async function benchCapture({ quick = false, report }) {
  /** The estimate must keep the limit; where its interval contains the limit, that is said. */
  const judge = (name, { mean, low, high }, limit) => {
    const verdict = high <= limit ? '' : low <= limit ? '; not decided, this machine is too noisy' : '';
    report(
      name,
      mean,
      limit,
      `${mean.toFixed(2)} ms (${low.toFixed(2)} … ${high.toFixed(2)}); at most ${limit} ms${verdict}`,
    );
  };
  const folder = await mkdtemp(join(tmpdir(), 'gnomon-bench-capture-'));
  const prod = await startServer('healthy');
  const stops = [prod.stop];
  try {
    const without = await startProxy(prod.url, prod.url, folder, '0');
    stops.push(without.stop);
    for (const kind of ['none', 'healthy', 'dead', 'hanging', 'flooding']) {
      const shadow =
        kind === 'dead' || kind === 'none'
          ? { url: 'http://127.0.0.1:9', stop: async () => {} }
          : await startServer(kind);
      const proxy = await startProxy(prod.url, shadow.url, folder, kind === 'none' ? '0' : '100%');
      for (const stream of [false, true]) {
        const { p50, p99, different } = await addedLatency(without, proxy, {
          stream,
          blocks: quick ? 6 : 24,
        });
        const name = `${kind === 'none' ? 'A/A, no shadow in either' : `shadow ${kind}`}, ${stream ? 'streams' : 'JSON'}`;
        judge(`added P50, ${name}`, p50, 1);
        judge(`added P99, ${name}`, p99, 3);
        report(`answers that differ, ${name}`, different, 0, String(different));
      }
      if (kind === 'healthy') {
        const readings = await memoryOver(proxy, quick ? 10_000 : 100_000);
        const growth = readings.at(-1) / readings[2];
        report(
          `memory over ${quick ? '10,000' : '100,000'} requests, last against third tenth`,
          growth,
          1.25,
          `${growth.toFixed(2)}× (${readings.map((mb) => mb.toFixed(0)).join(', ')} MB; at most 1.25×)`,
        );
      }
      await proxy.stop();
      await shadow.stop();
    }
  } finally {
    for (const stop of stops) await stop();
    await rm(folder, { recursive: true, force: true });
  }
}

if (isMainThread && process.argv[1] === fileURLToPath(import.meta.url)) {
  await benchCapture({
    quick: process.argv.includes('--quick'),
    report: (name, value, limit, text) => console.log(`${value <= limit ? 'ok  ' : 'OVER'} ${name}: ${text}`),
  });
  process.exit();
}

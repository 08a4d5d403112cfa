// npm run bench: what a capture adds to production's latency, over the same proxy without a shadow, on loopback.
// Alone: node test/bench/capture.mjs [--quick] [--only none,healthy,dead,hanging,flooding,memory,kill]
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { ANSWER, readAnswer, STREAM } from './capture-server.mjs';
import { placeMachines } from './place-machines.mjs';

const CLI = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url));
const SERVER = fileURLToPath(new URL('capture-server.mjs', import.meta.url));
const KINDS = ['none', 'healthy', 'dead', 'hanging', 'flooding', 'memory', 'kill'];
const DEAD = 'http://127.0.0.1:9';
const PER_SECOND = 200;
/** As many as a recorder can keep up with that shares one processor with its proxy. */
const MEMORY_PER_SECOND = 400;
/** Requests that go to one proxy before the other has its turn: a pause of the machine hits both alike. */
const BLOCK = 200;
/** Between turns, so that what a proxy still records does not fall into the other's turn, ms. */
const GAP_MS = 250;
const SYNC_MS = 200;
const DRAWS = 1000;
/** Of one processor, beyond which a pair of turns is not counted. */
const MAX_OTHERS = 0.3;
/** Ticks a second in which Linux counts processor time. */
const TICKS = 100;
/** A program that has just started is slow, whatever it does. */
const WARM_UP = 3000;

const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The first match in what a process prints. */
function printed(child, pattern) {
  return new Promise((resolve, reject) => {
    let text = '';
    child.once('exit', () => reject(new Error(`It ended: ${text}`)));
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const found = pattern.exec(text);
      if (found) resolve(found[1]);
    });
  });
}

async function kill(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function startServer(machines, place, kind) {
  if (kind === 'dead' || kind === 'none') return { url: DEAD, pids: [], stop: async () => {} };
  const child = machines.start(place, [SERVER, kind]);
  return { url: await printed(child, /(http\S+)\n/), pids: [child.pid], stop: () => kill(child) };
}

/** @param concurrency absent: as the program has it */
async function startProxy(machines, { prod, shadow, folder, rate, log, concurrency }) {
  const name = Math.random().toString(36).slice(2);
  const config = join(folder, `${name}.json`);
  await writeFile(
    config,
    JSON.stringify({
      listen: { port: 0 },
      admin: { port: 0 },
      prod: { url: prod },
      // Calls that hang end soon, so that this goes on all the time.
      shadow: { url: shadow, timeout: '1s', concurrency },
      sample: { rate },
      log: { out: log ?? join(folder, `${name}.jsonl`), sync: SYNC_MS },
    }),
  );
  const child = machines.start('proxy', [CLI, 'capture', '--config', config], 'ignore');
  const admin = printed(child, /Control\s+(http:\/\/[^/]+)/);
  const url = await printed(child, /requests to (\S+)/);
  const adminUrl = await admin;
  return {
    pid: child.pid,
    pool: new Pool(url),
    totals: async () => (await (await fetch(`${adminUrl}/status`)).json()).totals,
    stop: () => kill(child),
  };
}

/** One request. @returns what it took beside the server's own time, ms, and whether the answer was the server's */
function ask(pool, stream, question = 'Where is my order?') {
  const body = JSON.stringify({
    model: 'm',
    ...(stream && { stream }),
    messages: [{ role: 'user', content: question }],
  });
  const started = performance.now();
  return new Promise((resolve, reject) => {
    let text = '';
    pool.dispatch(
      {
        path: '/v1/chat/completions',
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      },
      {
        onRequestStart() {},
        onResponseStart() {},
        onResponseData(_controller, chunk) {
          text += chunk;
        },
        onResponseEnd() {
          const totalMs = performance.now() - started;
          const { tookMs, answer } = readAnswer(text);
          resolve({ ms: totalMs - tookMs, same: answer === (stream ? STREAM : ANSWER) });
        },
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
}

/** Sends requests at an even rate. @param streams which of them ask for a stream, by number */
async function block(pool, { requests, streams, perSecond = PER_SECOND }) {
  const started = performance.now();
  const asked = [];
  for (let i = 0; i < requests; i++) {
    const wait = started + (i * 1000) / perSecond - performance.now();
    if (wait > 0) await pause(wait);
    asked.push(ask(pool, streams(i)));
  }
  return Promise.all(asked);
}

/** As fast as answers come. @returns how many differed */
async function hurry(pool, { requests, at, streamEach }) {
  let left = requests;
  let different = 0;
  await Promise.all(
    Array.from({ length: at }, async () => {
      while (left-- > 0) if (!(await ask(pool, left % streamEach === 0)).same) different++;
    }),
  );
  return different;
}

/** Time that a process's first thread has run, and has waited for a processor, ms; zeros where the system does not say. */
async function threadTimes(pid) {
  const text = await readFile(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').catch(() => '0 0');
  const [ran, waited] = text.split(' ').map(Number);
  return { ran: ran / 1e6, waited: waited / 1e6 };
}

/** Ticks that the processors were busy, and that these processes took; null where the system does not say. */
async function ticksOf(pids) {
  try {
    // The network's own time, which is nobody's, is left out; what a host took from this machine is others'.
    const [user, nice, system, , , , , steal = 0] = (await readFile('/proc/stat', 'utf8'))
      .split(/\s+/)
      .slice(1)
      .map(Number);
    let ours = 0;
    for (const pid of pids) {
      const text = await readFile(`/proc/${pid}/stat`, 'utf8');
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      ours += Number(fields[11]) + Number(fields[12]);
    }
    return { busy: user + nice + system + steal, ours };
  } catch {
    return null;
  }
}

function quantile(sorted, p) {
  return sorted[Math.ceil(sorted.length * p) - 1];
}

/** Difference of a quantile of all requests with a 95 % interval by the bootstrap over pairs of turns, from a fixed seed. */
function addedQuantile(turns, p) {
  let state = 7;
  const draw = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const pooled = (chosen, arm) => {
    const all = new Float64Array(chosen.length * BLOCK);
    chosen.forEach((turn, i) => all.set(turn[arm].ms, i * BLOCK));
    return quantile(all.toSorted(), p);
  };
  const added = (chosen) => pooled(chosen, 'with') - pooled(chosen, 'without');
  const draws = Array.from({ length: DRAWS }, () =>
    added(turns.map(() => turns[Math.floor(draw() * turns.length)])),
  ).toSorted((a, b) => a - b);
  return {
    estimate: added(turns),
    low: quantile(draws, 0.025),
    high: quantile(draws, 0.975),
    over: pooled(turns, 'without'),
  };
}

/**
 * Turns of the proxy with a shadow and of the one without, each pair in another order than the one before. Pairs in which
 * other programs took the processors are taken again, as far as there is time; which ones are left out has nothing to do
 * with what was measured in them.
 */
async function takeTurns(proxies, { stream, pairs, pids }) {
  const turns = [];
  const disturbed = [];
  let different = 0;
  for (let pair = -2; turns.length < pairs && pair < pairs * 2; pair++) {
    const turn = {};
    const started = performance.now();
    const before = await ticksOf(pids);
    for (const arm of pair % 2 === 0 ? ['without', 'with'] : ['with', 'without']) {
      const idle = await threadTimes(proxies[arm].pid);
      const answers = await block(proxies[arm].pool, { requests: BLOCK, streams: () => stream });
      const done = await threadTimes(proxies[arm].pid);
      await pause(GAP_MS);
      different += answers.filter(({ same }) => !same).length;
      turn[arm] = {
        ms: Float64Array.from(answers, ({ ms }) => ms),
        ran: (done.ran - idle.ran) / BLOCK,
        waited: (done.waited - idle.waited) / BLOCK,
      };
    }
    const after = await ticksOf(pids);
    const others =
      before && after
        ? ((after.busy - after.ours - before.busy + before.ours) / TICKS / (performance.now() - started)) *
          1000
        : 0;
    if (pair < 0) continue;
    (others > MAX_OTHERS ? disturbed : turns).push(turn);
  }
  if (turns.length >= pairs / 2)
    return { turns, different, note: `${disturbed.length} disturbed pairs of turns left out` };
  const note = `other programs took the processors in ${disturbed.length} of ${disturbed.length + turns.length} pairs of turns`;
  return { turns: [...turns, ...disturbed], different, note };
}

/** Memory of processes together, MB: now, and the most that each ever had. */
async function memoryOf(pids) {
  const total = { now: 0, peak: 0 };
  for (const pid of pids) {
    const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const mb = (/** @type {string} */ name) =>
      Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1] ?? Number.NaN) / 1024;
    total.now += mb('VmRSS');
    total.peak += mb('VmHWM');
  }
  return total;
}

/** A proxy's own process and its recorder's. */
async function processesOf(pid) {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return [pid, ...children.trim().split(' ').filter(Boolean).map(Number)];
}

/** Least squares, with a 95 % interval from what the line leaves over. */
function slopeOf(values) {
  const n = values.length;
  const middle = (n - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const spread = values.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
  const slope = values.reduce((sum, value, i) => sum + (i - middle) * (value - mean), 0) / spread;
  const left = values.reduce((sum, value, i) => sum + (value - mean - slope * (i - middle)) ** 2, 0);
  const half = 2.07 * Math.sqrt(left / (n - 2) / spread);
  return [slope, slope - half, slope + half];
}

/** Memory while many requests go through, streams among them, as many as can be recorded. */
async function measureMemory({ machines, prod, folder, quick, report }) {
  const requests = quick ? 10_000 : 100_000;
  const steps = 50;
  const shadow = await startServer(machines, 'shadow', 'healthy');
  const proxy = await startProxy(machines, { prod, shadow: shadow.url, folder, rate: 1, concurrency: 256 });
  const readings = [];
  let different = 0;
  const started = performance.now();
  for (let step = 0; step < steps; step++) {
    const answers = await block(proxy.pool, {
      requests: requests / steps,
      streams: (i) => i % 10 === 0,
      perSecond: MEMORY_PER_SECOND,
    });
    different += answers.filter(({ same }) => !same).length;
    readings.push((await memoryOf(await processesOf(proxy.pid))).now);
  }
  const seconds = (performance.now() - started) / 1000;
  await pause(1500);
  const { peak } = await memoryOf(await processesOf(proxy.pid));
  const { logged, shed } = await proxy.totals();
  await proxy.stop();
  await shadow.stop();
  const settled = readings.slice(steps / 2);
  const [slope, low, high] = slopeOf(settled).map((each) => each * (10_000 / (requests / steps)));
  const count = (/** @type {number} */ n) => n.toLocaleString('en');
  report(
    `memory over ${count(requests)} requests, growth for each 10,000 in the second half`,
    slope,
    3,
    `${slope.toFixed(2)} MB (${low.toFixed(2)} … ${high.toFixed(2)}, n ${settled.length} readings); at most 3 MB (peak ${peak.toFixed(0)} MB; after each fifth ${[9, 19, 29, 39, 49].map((i) => readings[i].toFixed(0)).join(', ')} MB; ${count(Math.round(requests / seconds))} requests a second, ${count(logged)} logged, ${count(shed)} shed)`,
  );
  report(`answers that differ over ${count(requests)} requests`, different, 0, String(different));
}

/** kill -9 under load: whole lines, and nothing lost that is older than two sync intervals. */
async function measureKill({ machines, prod, folder, report }) {
  const shadow = await startServer(machines, 'shadow', 'healthy');
  const log = join(folder, 'killed.jsonl');
  const proxy = await startProxy(machines, {
    prod,
    shadow: shadow.url,
    folder,
    rate: 1,
    log,
    concurrency: 256,
  });
  const answered = [];
  const asked = [];
  const started = performance.now();
  for (let i = 0; performance.now() - started < 4000; i++) {
    asked.push(
      ask(proxy.pool, i % 3 === 0, `question ${i}`).then(
        () => (answered[i] = performance.now()),
        () => {},
      ),
    );
    await pause(Math.max(0, started + ((i + 1) * 1000) / PER_SECOND - performance.now()));
  }
  const killed = performance.now();
  await proxy.stop();
  await Promise.all(asked);
  const torn = await readFile(log, 'utf8').then((text) => (text.endsWith('\n') ? 0 : 1));
  const again = await startProxy(machines, { prod, shadow: shadow.url, folder, rate: 1, log });
  await ask(again.pool, false, 'after the restart');
  while ((await readFile(log, 'utf8')).includes('after the restart') === false) await pause(50);
  await again.stop();
  await shadow.stop();
  let broken = 0;
  const logged = new Set();
  for (const line of (await readFile(log, 'utf8')).trimEnd().split('\n')) {
    try {
      logged.add(JSON.parse(line).messages[0].content);
    } catch {
      broken++;
    }
  }
  const old = answered.flatMap((at, i) => (killed - at > 2 * SYNC_MS ? [i] : []));
  const lost = old.filter((i) => !logged.has(`question ${i}`)).length;
  report(
    'kill -9 under load: lines that can not be read after a restart',
    broken,
    0,
    `${broken} of ${logged.size} (${torn} line was torn and cut)`,
  );
  report(
    `kill -9 under load: pairs lost that were answered ${2 * SYNC_MS} ms before, synced each ${SYNC_MS} ms`,
    lost,
    0,
    `${lost} of ${old.length}`,
  );
}

/**
 * @param {{ quick?: boolean, only?: readonly string[], report: (name: string, value: number, limit: number, text: string) => void }} options
 */
export async function benchCapture({ quick = false, only = KINDS, report }) {
  /** The estimate must keep the limit; where its interval contains the limit, that is said. */
  const judge = (name, { estimate, low, high, over }, limit, more = '') => {
    const verdict = high <= limit ? '' : low <= limit ? '; not decided, this machine is too noisy' : '';
    report(
      name,
      estimate,
      limit,
      `${estimate.toFixed(2)} ms (${low.toFixed(2)} … ${high.toFixed(2)}) over ${over.toFixed(2)}; at most ${limit} ms${verdict}${more}`,
    );
  };
  const machines = placeMachines();
  console.log(
    machines.apart
      ? '     callers, production and shadow have one half of the processors, the proxies and their recorders the other'
      : '     callers, production, shadow and proxies take the processors from each other: no right to place them',
  );
  const folder = await mkdtemp(join(tmpdir(), 'gnomon-bench-capture-'));
  const prod = await startServer(machines, 'production', 'healthy');
  const stops = [prod.stop];
  try {
    const latency = KINDS.slice(0, 5).filter((name) => only.includes(name));
    const without = await startProxy(machines, { prod: prod.url, shadow: DEAD, folder, rate: 0 });
    stops.push(without.stop);
    const warmUp = { requests: WARM_UP, at: 16, streamEach: 4 };
    if (latency.length > 0) await hurry(without.pool, warmUp);
    for (const kind of latency) {
      const shadow = await startServer(machines, 'shadow', kind);
      const proxy = await startProxy(machines, {
        prod: prod.url,
        shadow: shadow.url,
        folder,
        rate: kind === 'none' ? 0 : 1,
        // Every request is mirrored, also where each call hangs; against a flood stand the bounds that everybody has.
        ...(kind !== 'flooding' && { concurrency: 256 }),
      });
      stops.push(proxy.stop, shadow.stop);
      await hurry(proxy.pool, warmUp);
      for (const stream of [false, true]) {
        const pids = [
          process.pid,
          ...(await processesOf(without.pid)),
          ...(await processesOf(proxy.pid)),
          ...prod.pids,
          ...shadow.pids,
        ];
        const pairs = quick ? 6 : 14;
        const { turns, different, note } = await takeTurns({ without, with: proxy }, { stream, pairs, pids });
        const name = `${kind === 'none' ? 'A/A, no shadow in either' : `shadow ${kind}`}, ${stream ? 'streams' : 'JSON'}`;
        report(`answers that differ, ${name}`, different, 0, String(different));
        const each = (figure) =>
          ['with', 'without']
            .map((arm) => (turns.reduce((sum, turn) => sum + turn[arm][figure], 0) / turns.length).toFixed(2))
            .join(' against ');
        const more = ` (n ${turns.length} × ${BLOCK} each; ${note}; thread runs ${each('ran')} ms a request, waits for a processor ${each('waited')} ms)`;
        judge(`added P50, ${name}`, addedQuantile(turns, 0.5), 1, more);
        judge(`added P99, ${name}`, addedQuantile(turns, 0.99), 3);
      }
      await proxy.stop();
      await shadow.stop();
    }
    if (only.includes('memory')) await measureMemory({ machines, prod: prod.url, folder, quick, report });
    if (only.includes('kill')) await measureKill({ machines, prod: prod.url, folder, report });
  } finally {
    for (const stop of stops) await stop();
    machines.restore();
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const at = process.argv.indexOf('--only');
  await benchCapture({
    quick: process.argv.includes('--quick'),
    ...(at > 0 && { only: process.argv[at + 1].split(',') }),
    report: (name, value, limit, text) => console.log(`${value <= limit ? 'held' : 'OVER'} ${name}: ${text}`),
  });
  process.exit();
}

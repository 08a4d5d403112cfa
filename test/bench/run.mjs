// npm run bench [-- --quick]: speed and memory as ratios against a peer in the same run, on this machine.
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfNeeded } from '../../build/build-if-needed.mjs';
import { measureBoard } from './board.mjs';
import { benchCapture } from './capture.mjs';
import { measureEmbedding, measureWholeRun } from './embedding.mjs';
import { measureJudging, measureKills, measureReopening, measureTrust } from './judging.mjs';
import { measureExplore } from './explore.mjs';
import { makeMapLog, measureMap } from './map.mjs';
import { makeLog } from './make-log.mjs';
import { measureStart } from './start-to-overview.mjs';
import { measure, median } from './processes.mjs';
import { timeQueries } from './time-queries.mjs';
import { measureWhatIf } from './what-if.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cli = join(root, 'out/main/cli.js');
const peer = fileURLToPath(new URL('./native-duckdb.mjs', import.meta.url));
const quick = process.argv.includes('--quick');
const folder = await mkdtemp(join(tmpdir(), 'gnomon-bench-'));
const failures = [];
const MOVEMENTS = { pan: 'dragged', zoom: 'zoomed', hover: 'the pointer moves over it' };

function report(name, value, limit, text) {
  const holds = value <= limit;
  if (!holds) failures.push(name);
  console.log(`${holds ? 'ok  ' : 'OVER'} ${name}: ${text}`);
}

try {
  await buildIfNeeded({ root, log: console.log });
  console.log(`${cpus().length} × ${cpus()[0].model}, Node ${process.version}\n`);

  const small = join(folder, '100k.jsonl');
  console.log(`log of 100,000 pairs: ${await makeLog(small, 100_000)}`);
  const ours = [];
  const theirs = [];
  const simple = [];
  for (let run = 0; run < (quick ? 1 : 5); run++) {
    const env = { GNOMON_DATA_DIR: join(folder, `data-${run}`) };
    ours.push(await measure([cli, 'analyze', small, '--json'], { env }));
    theirs.push(await measure([peer, small]));
    simple.push(await measure([peer, small, 'seed-only']));
  }
  const seconds = (runs) => median(runs.map((run) => run.seconds));
  const ratio = seconds(ours) / seconds(theirs);
  report(
    'analyze 100,000 pairs, whole process, against native DuckDB',
    ratio,
    4,
    `${ratio.toFixed(2)}× (${seconds(ours).toFixed(2)} s against ${seconds(theirs).toFixed(2)} s; at most 4×)`,
  );
  const againstSimple = (seconds(ours) / seconds(simple)).toFixed(2);
  console.log(
    `     against native DuckDB computing counts and four quantiles only: ${againstSimple}× (${seconds(simple).toFixed(2)} s)`,
  );
  reportPeak('peak memory at 100,000 pairs', ours, 1000);

  const again = await measure([cli, 'analyze', small, '--json'], {
    env: { GNOMON_DATA_DIR: join(folder, 'data-0') },
  });
  console.log(`     the same log again, already imported: ${again.seconds.toFixed(2)} s`);

  const workspace = JSON.parse(ours[0].stdout).workspace;
  const start = await measureStart({ cli, workspace, dataDir: join(folder, 'data-0') });
  if (start === null) console.log('skip start to interactive Overview: no Chromium was found');
  else
    report('start to interactive Overview, 100,000 pairs', start, 2, `${start.toFixed(2)} s (at most 2 s)`);

  await reportBoard({ workspace, dataDir: join(folder, 'data-0'), pairs: '100,000', limits: [1, 3, 0.5] });

  console.log('\ncapture: what it adds to production, at 200 requests a second');
  await benchCapture({ quick, report });

  console.log('\nencoder, texts a second');
  for (const { tokens, ours: engine, bare, naive } of await measureEmbedding()) {
    const name = `encoder at ${tokens} tokens`;
    const rates = `${engine.toFixed(0)} against ${bare.toFixed(0)} and ${naive.toFixed(0)}`;
    report(
      `${name}, against a bare onnxruntime loop`,
      -engine / bare,
      -0.9,
      `${(engine / bare).toFixed(2)} (at least 0.9; ${rates})`,
    );
    console.log(
      `     against one text at a time: ${(engine / naive).toFixed(2)}×; the bare loop, which no run can beat, ${(bare / naive).toFixed(2)}× (see decision 9)`,
    );
  }
  const whole = await measureWholeRun({ cli, folder });
  console.log(
    `     whole run on the bundled example: ${whole.seconds.toFixed(1)} s, one text at a time about ${whole.naive.toFixed(1)} s (${(whole.naive / whole.seconds).toFixed(2)}×); ${Math.round(100 * (1 - whole.needed / whole.texts))} % of its ${whole.texts} outputs are equal or met before and need no model`,
  );

  const whatIf = await measureWhatIf();
  console.log('\nwhat-if, decisions a second');
  for (const [name, rate] of Object.entries(whatIf))
    report(`what-if, ${name}`, -rate, -1000, `${rate.toFixed(0)} (at least 1,000)`);

  await reportJudging();

  if (!quick) {
    await reportMap();
    const large = join(folder, '1m.jsonl');
    console.log(`\nlog of 1,000,000 pairs: ${await makeLog(large, 1_000_000)}`);
    const env = { GNOMON_DATA_DIR: join(folder, 'data-large') };
    const first = await measure([cli, '--debug', 'analyze', large, '--json'], { env });
    console.log(`     imported and analysed in ${first.seconds.toFixed(1)} s`);
    reportPeak('peak memory at 1,000,000 pairs', [first], 2000);
    await reportQueries(first);
    const workspace1m = JSON.parse(first.stdout).workspace;
    const dataDir = join(folder, 'data-large');
    await reportBoard({ workspace: workspace1m, dataDir, pairs: '1,000,000', limits: [2, 8, 1] });
    await reportExplore(workspace1m);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(
  failures.length === 0 ? '\nall within their limits' : `\nover their limits: ${failures.join('; ')}`,
);
process.exitCode = failures.length === 0 ? 0 : 1;

/** The Decide screen's board, as the page gets it from the host. */
async function reportBoard({ workspace, dataDir, pairs, limits: [first, whole, again] }) {
  const times = await measureBoard({ cli, workspace, dataDir });
  const row = (name, value, limit) =>
    report(`board at ${pairs} pairs, ${name}`, value, limit, `${value.toFixed(2)} s (at most ${limit} s)`);
  row('criteria, right after a start', times.started.first, first);
  row('whole, workspace loaded', times.loaded.whole, whole);
  row('opened again', times.again.whole, again);
  console.log(
    `     whole, right after a start and with loading the workspace: ${times.started.whole.toFixed(2)} s`,
  );
}

/** Explore at 1,000,000 pairs, in Chromium: from key or click to the frame that shows the result. */
async function reportExplore(workspace) {
  const figures = await measureExplore({ cli, workspace, dataDir: join(folder, 'data-large') });
  if (figures === null) {
    console.log('skip Explore at 1,000,000 pairs: no Chromium was found');
    return;
  }
  const ms = (name, value, limit) =>
    report(`Explore, ${name}`, value, limit, `${value.toFixed(0)} ms (at most ${limit} ms)`);
  console.log(
    `     Explore opened at once after a start, while the workspace is loaded: ${(figures.cold / 1000).toFixed(1)} s`,
  );
  ms('first rows', figures.opened, 300);
  ms('sorted by two columns', figures.sorted, 150);
  ms('filtered', figures.filtered, 150);
  ms('a step of a brush', figures.brushed, 150);
  ms('the next pair, aligned', figures.nextPair, 50);
  const { waiting, frames } = figures.waiting;
  report(
    'Explore, frames with a row still to come at 60 rows a second',
    waiting,
    0,
    `${waiting} of ${frames} (none)`,
  );
  const gigabytes = figures.textBytes / 1e9;
  ms(`words in ${gigabytes.toFixed(2)} GB of text`, figures.search.done, Math.round(3000 * gigabytes));
  console.log(`     first part of its result after ${figures.search.first.toFixed(0)} ms`);
  if (figures.memory === null) console.log('skip memory of the page: this system has no /proc');
  else report('memory of the page', figures.memory, 500, `${Math.round(figures.memory)} MB (at most 500 MB)`);
}

function reportPeak(name, runs, limit) {
  const peak = Math.max(...runs.map((run) => run.peak ?? Number.NaN));
  if (Number.isNaN(peak)) console.log(`skip ${name}: this system has no /proc`);
  else report(name, peak, limit, `${Math.round(peak)} MB (at most ${limit} MB)`);
}

/** Every query of the Overview, asked by itself. */
async function reportQueries({ stderr, stdout }) {
  const statements = new Set(
    stderr.split('\n').flatMap((line) => /^sql [\d.]+ ms: ((?:SELECT|\().*)/.exec(line)?.[1] ?? []),
  );
  const queries = (await timeQueries(JSON.parse(stdout).workspace, [...statements])).toSorted(
    (a, b) => b.ms - a.ms,
  );
  const slowest = queries[0];
  report(
    'slowest Overview query at 1,000,000 pairs',
    slowest.ms,
    150,
    `${slowest.ms.toFixed(0)} ms of ${queries.length} queries, each asked alone, median of 7 (at most 150 ms)`,
  );
  const beside = Math.max(
    ...stderr.split('\n').map((line) => Number(/^sql ([\d.]+) ms/.exec(line)?.[1] ?? 0)),
  );
  console.log(
    `     slowest when first asked, while other answers are sorted beside it: ${beside.toFixed(0)} ms`,
  );
  for (const { ms, sql } of queries.slice(0, 6))
    console.log(`     ${ms.toFixed(0).padStart(4)} ms  ${sql.slice(0, 120)}`);
}

/** A map of 100,000 pairs: drawn, opened, moved; the same steps with the mouse as people make. */
async function reportMap() {
  const pairs = 100_000;
  const [log, workspace, dataDir] = ['map.jsonl', 'map', 'data-map'].map((name) => join(folder, name));
  await makeMapLog(log, pairs);
  const env = { GNOMON_DATA_DIR: dataDir };
  const { seconds } = await measure([cli, 'similarity', log, '--workspace', workspace, '--json'], { env });
  const figures = await measureMap({ cli, workspace, dataDir });
  if (figures === null) {
    console.log('skip the map of 100,000 pairs: no Chromium was found');
    return;
  }
  console.log(`\nmap of 100,000 pairs (imported and measured in ${seconds.toFixed(1)} s)`);
  report('map, drawn', figures.drawn, 60, `${figures.drawn.toFixed(1)} s (at most 60 s)`);
  report('map, opened again', figures.opened, 2, `${figures.opened.toFixed(1)} s (at most 2 s)`);
  for (const [movement, { median: typical, worst }] of Object.entries(figures.frames))
    report(
      `map, from frame to frame while ${MOVEMENTS[movement]}`,
      typical,
      34,
      `${typical.toFixed(0)} ms, worst ${worst.toFixed(0)} ms (at most 34 ms in the middle)`,
    );
  report('map, a lasso’s count', figures.selected, 200, `${figures.selected.toFixed(0)} ms (at most 200 ms)`);
  if (figures.peak === null) console.log('skip memory while drawing: this system has no /proc');
  else reportPeak('peak memory of the host while drawing', [figures], 1200);
}

/** A judge's server of 200 ms with 50 in flight, a journal of 100,000 judgements, and runs killed at random moments. */
async function reportJudging() {
  const { games, seconds, ideal, cpuMs, bareMs } = await measureJudging({ cli });
  console.log(`\njudging ${games} games at 200 ms, 50 in flight`);
  report(
    'judging, against the ideal time',
    seconds / ideal,
    1.15,
    `${(seconds / ideal).toFixed(2)}× (${seconds.toFixed(1)} s against ${ideal.toFixed(1)} s; at most 1.15×)`,
  );
  report(
    'CPU for a judgement, the call included',
    cpuMs,
    1,
    `${cpuMs.toFixed(2)} ms (at most 1 ms); ${(cpuMs / bareMs).toFixed(2)}× a bare loop of the same calls through the same SDK, which needs ${bareMs.toFixed(2)} ms`,
  );
  const reopening = await measureReopening({ cli });
  report(
    'reopening 100,000 judgements',
    reopening.seconds,
    1,
    `${reopening.seconds.toFixed(2)} s more than without (at most 1 s)`,
  );
  const trust = await measureTrust({ cli });
  const row = (name, value, limit) =>
    report(
      `trust in the judge of 100,000 pairs, ${name}`,
      value,
      limit,
      `${value.toFixed(2)} s (at most ${limit} s)`,
    );
  row('figures that need no outputs', trust.first.first, 1.5);
  row('all, with the outputs read', trust.first.whole, 6);
  row('again', trust.again.whole, 0.3);
  const { kills, judged, lost, most, twice } = await measureKills({ cli, rounds: quick ? 8 : 100 });
  const name = `killed ${kills} times while ${judged} games were judged`;
  report(`${name}: asked twice`, twice, 0, `${twice} (at most 0)`);
  report(`${name}: calls lost at once`, lost, most, `${lost} (at most the ${most} in flight)`);
}

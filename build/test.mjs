import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfNeeded } from './build-if-needed.mjs';
import { check } from './check.mjs';
import { findElectron, whyNoWindow } from './find-electron.mjs';
import { obtainChromium } from './find-chromium.mjs';
import { ROOT, run } from './run.mjs';
import { sum, summaryLine, tallyOf, tallyPlaywright } from './tally.mjs';

const folder = mkdtempSync(join(tmpdir(), 'gnomon-test-'));
const say = (/** @type {string} */ text) => process.stdout.write(text);

/** Unit, contract and integration tests. */
async function vitest() {
  const file = join(folder, 'vitest.json');
  const { code } = await run(
    process.execPath,
    [
      join(ROOT, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=./build/vitest-tally.mjs',
    ],
    { env: { ...process.env, GNOMON_TALLY: file }, echo: true },
  );
  return tallyFrom({ file, code, read: (tally) => tally });
}

/** The app in Chromium, and in Electron where one can run. */
async function e2e() {
  const chromium = await obtainChromium({ log: say });
  say('path' in chromium ? `Chromium: ${chromium.path}, ${chromium.how}\n` : '');
  const electron = electronForTests();
  const projects = [...('path' in chromium ? ['web'] : []), ...('path' in electron ? ['electron'] : [])];
  const skipped = [
    ...('reason' in chromium ? [{ name: 'e2e in Chromium', reason: chromium.reason }] : []),
    ...('reason' in electron ? [{ name: 'e2e in Electron', reason: electron.reason }] : []),
  ];
  const tallies = [{ passed: 0, failed: 0, skipped }];
  if (projects.length > 0) tallies.push(await playwright({ projects, chromium, electron }));
  return sum(tallies);
}

/** The tests never download Electron: they use the binary that is there. */
function electronForTests() {
  const path = findElectron({ root: ROOT, env: process.env });
  if (path === null) return { reason: 'no binary' };
  const reason = whyNoWindow({
    env: process.env,
    platform: process.platform,
    root: process.getuid?.() === 0,
  });
  return reason === null ? { path } : { reason };
}

/**
 * @typedef {{ path: string } | { reason: string }} Found
 * @param {{ projects: string[], chromium: Found, electron: Found }} options
 */
async function playwright({ projects, chromium, electron }) {
  const file = join(folder, 'playwright.json');
  const { code } = await run(
    process.execPath,
    [
      join(ROOT, 'node_modules/@playwright/test/cli.js'),
      'test',
      '--reporter=line,json',
      ...projects.map((project) => `--project=${project}`),
    ],
    {
      env: {
        ...process.env,
        PLAYWRIGHT_JSON_OUTPUT_FILE: file,
        ...('path' in chromium && { GNOMON_CHROMIUM: chromium.path }),
        ...('path' in electron && { GNOMON_ELECTRON: electron.path }),
      },
      echo: true,
    },
  );
  return tallyFrom({ file, code, read: tallyPlaywright });
}

/**
 * A runner that failed without a failed test, or before it could write its report, still counts as one failure.
 * @param {{ file: string, code: number, read: (report: any) => import('./tally.mjs').Tally }} options
 */
function tallyFrom({ file, code, read }) {
  if (!existsSync(file)) return tallyOf(false);
  const tally = read(JSON.parse(readFileSync(file, 'utf8')));
  return code !== 0 && tally.failed === 0 ? sum([tally, tallyOf(false)]) : tally;
}

const tallies = [await check(), tallyOf(await buildIfNeeded({ log: say })), await vitest(), await e2e()];
rmSync(folder, { recursive: true, force: true });

const total = sum(tallies);
say(total.skipped.length > 0 ? '\n' : '');
for (const { name, reason } of total.skipped) say(`skipped: ${name}: ${reason}\n`);
say(`${summaryLine(total)}\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

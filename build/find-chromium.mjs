import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { isMain, ROOT, run } from './run.mjs';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Usual places outside of PATH, by platform. */
const PLACES = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) => {
    const folder = process.env[variable];
    return folder ? [join(folder, 'Google/Chrome/Application/chrome.exe')] : [];
  }),
};

/**
 * A Chromium that is already on this machine.
 * @param {{ env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform }} [options]
 * @returns {{ path: string, how: string } | null} how: in words, where it was found
 */
export function findChromium({ env = process.env, platform = process.platform } = {}) {
  const named = env['GNOMON_CHROMIUM'];
  if (named) return existsSync(named) ? { path: named, how: 'named by GNOMON_CHROMIUM' } : null;
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const onPath = COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
  const found = onPath.find((path) => existsSync(path));
  if (found) return { path: found, how: 'found on PATH' };
  const places = platform === 'darwin' || platform === 'win32' ? PLACES[platform] : [];
  const placed = places.find((path) => existsSync(path));
  if (placed) return { path: placed, how: 'found where it is usually installed' };
  const cached = chromium.executablePath();
  return existsSync(cached) ? { path: cached, how: "found in Playwright's cache" } : null;
}

/**
 * Finds a Chromium or installs one: Debian's package for root on Debian, otherwise Playwright's own build.
 * @param {{ log?: (text: string) => void }} [options]
 * @returns {Promise<{ path: string, how: string } | { reason: string }>}
 */
export async function obtainChromium({ log = () => undefined } = {}) {
  const found = findChromium();
  if (found) return found;
  if (process.env['GNOMON_CHROMIUM']) return { reason: 'GNOMON_CHROMIUM names no file' };
  const { how, attempt } = canUseApt()
    ? { how: "installed from Debian's packages", attempt: installWithApt }
    : { how: 'installed with Playwright', attempt: installWithPlaywright };
  log('no Chromium on this machine, installing one…\n');
  const { code, output } = await attempt();
  const installed = findChromium();
  if (installed) return { path: installed.path, how };
  const last = output.trim().split('\n').at(-1);
  return { reason: `no Chromium here and installing one failed with exit code ${code} (${last})` };
}

function canUseApt() {
  return existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
}

async function installWithApt() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update'], { env });
  const install = await run('apt-get', ['install', '-y', 'chromium'], { env });
  return { code: install.code, output: update.output + install.output };
}

async function installWithPlaywright() {
  return run(process.execPath, [
    join(ROOT, 'node_modules/@playwright/test/cli.js'),
    'install',
    'chromium',
    '--no-shell',
  ]);
}

if (isMain(import.meta.url)) {
  const result = await obtainChromium({ log: (text) => process.stderr.write(text) });
  process.stdout.write('path' in result ? `${result.path} (${result.how})\n` : `${result.reason}\n`);
  process.exitCode = 'path' in result ? 0 : 1;
}

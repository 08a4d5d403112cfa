import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './run.mjs';

const DAY_MS = 86_400_000;
const DOWNLOAD_LIMIT_MS = 60_000;
const UNREACHABLE_LIMIT_MS = 5_000;
const FAILURE_NOTE = 'out/.no-electron';

/**
 * The Electron binary that is already on this machine. Never loads the `electron` package: its main module downloads
 * the binary synchronously when it is missing.
 * @param {{ root: string, env: NodeJS.ProcessEnv }} options
 * @returns {string | null} path of the executable
 */
export function findElectron({ root, env }) {
  const folder = join(root, 'node_modules/electron');
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : null;
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const binary = override ? join(override, name ?? 'electron') : name && join(folder, 'dist', name);
  return binary && existsSync(binary) ? binary : null;
}

/**
 * Why this session cannot show an Electron window, whether or not there is a binary; null when it can.
 * @param {{ env: NodeJS.ProcessEnv, platform: NodeJS.Platform, root: boolean }} session root: running as Linux' superuser
 * @returns {string | null}
 */
export function whyNoWindow({ env, platform, root }) {
  if (env['GNOMON_NO_ELECTRON'] === '1') return 'GNOMON_NO_ELECTRON=1 is set';
  if (platform !== 'linux') return null;
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return 'there is no display';
  if (root) return 'its sandbox does not work for the root user';
  return null;
}

/**
 * A binary that is there or that could be downloaded now. A failed download is remembered for a day.
 * @param {{ root?: string, env?: NodeJS.ProcessEnv, now?: number, log?: (text: string) => void }} [options]
 * @returns {Promise<{ binary: string } | { reason: string }>}
 */
export async function obtainElectron(options = {}) {
  const { root = ROOT, env = process.env, now = Date.now(), log = () => undefined } = options;
  const found = findElectron({ root, env });
  if (found) return { binary: found };
  const note = join(root, FAILURE_NOTE);
  if (recentFailure({ note, now })) {
    return {
      reason: `its binary could not be downloaded within the last day (delete ${FAILURE_NOTE} to retry)`,
    };
  }
  log('downloading Electron…\n');
  const reason = await download({ root, env });
  const binary = findElectron({ root, env });
  if (binary) {
    rmSync(note, { force: true });
    return { binary };
  }
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(note, `${reason}\n`);
  return { reason };
}

/**
 * @param {{ note: string, now: number }} options
 * @returns {boolean} whether the note was written less than a day ago
 */
function recentFailure({ note, now }) {
  const stat = statSync(note, { throwIfNoEntry: false });
  return stat !== undefined && now - stat.mtimeMs < DAY_MS;
}

/**
 * Runs Electron's own installer. It first looks into its cache, so it may succeed without a network;
 * where the download server cannot be reached it gets a few seconds only.
 * @param {{ root: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<string>} why there is no binary, should there be none
 */
async function download({ root, env }) {
  const installer = join(root, 'node_modules/electron/install.js');
  if (!existsSync(installer)) return 'the electron package is not installed';
  const reachable = env['ELECTRON_GET_USE_PROXY'] ? true : await isReachable(env);
  const limit = reachable ? DOWNLOAD_LIMIT_MS : UNREACHABLE_LIMIT_MS;
  const { code, output } = await run(process.execPath, [installer], { cwd: root, env, timeoutMs: limit });
  if (!reachable) return 'its binary is missing and the download server cannot be reached';
  if (code > 128) return `its binary could not be downloaded within ${limit / 1000} s`;
  return `its binary could not be downloaded (${output.trim().split('\n')[0] ?? `exit code ${code}`})`;
}

/** @param {NodeJS.ProcessEnv} env */
async function isReachable(env) {
  try {
    await fetch(env['ELECTRON_MIRROR'] ?? 'https://github.com', {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(UNREACHABLE_LIMIT_MS),
    });
    return true;
  } catch {
    return false;
  }
}

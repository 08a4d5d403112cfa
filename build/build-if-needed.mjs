import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isMain, ROOT, run } from './run.mjs';

const SOURCES = [
  'src-core',
  'src-main',
  'src-renderer',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'tsconfig.base.json',
];
const PRODUCT = 'out/main/cli.js';
const STAMP = 'out/.built';

/**
 * Why the project must be built; null when out/ is at least as new as every source.
 * @param {string} root repository root
 * @returns {string | null} a clause such as "src-core/model/plan.ts is newer than the build"
 */
export function buildReason(root) {
  const stamp = statSync(join(root, STAMP), { throwIfNoEntry: false });
  if (!stamp || !existsSync(join(root, PRODUCT))) return 'there is no build yet';
  const newest = newestOf(SOURCES.map((source) => join(root, source)));
  if (newest === null || newest.mtimeMs <= stamp.mtimeMs) return null;
  return `${relative(root, newest.path).replaceAll('\\', '/')} is newer than the build`;
}

/**
 * Newest file or folder under the given paths. Folders count, since removing a file only touches its folder.
 * @param {string[]} paths
 * @returns {{ path: string, mtimeMs: number } | null}
 */
function newestOf(paths) {
  let newest = null;
  const open = [...paths];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) continue;
    if (newest === null || stat.mtimeMs > newest.mtimeMs) newest = { path, mtimeMs: stat.mtimeMs };
    if (stat.isDirectory()) open.push(...readdirSync(path).map((name) => join(path, name)));
  }
  return newest;
}

/**
 * Builds when something is newer than the build, with one line before and after; a failure is printed whole.
 * @param {{ root?: string, log?: (text: string) => void }} [options]
 * @returns {Promise<boolean>} whether there is a build to run
 */
export async function buildIfNeeded({ root = ROOT, log = (text) => process.stderr.write(text) } = {}) {
  const reason = buildReason(root);
  if (reason === null) return true;
  log(`building… (${reason})\n`);
  const started = Date.now();
  const { code, output } = await run(
    process.execPath,
    [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
    { cwd: root },
  );
  if (code !== 0) {
    log(`${output}\nthe build failed with exit code ${code}\n`);
    return false;
  }
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(join(root, STAMP), '');
  // The stamp bears the time at which the build began, so that a source saved during the build counts as newer.
  utimesSync(join(root, STAMP), started / 1000, started / 1000);
  log(`built in ${Math.round((Date.now() - started) / 1000)} s\n`);
  return true;
}

if (isMain(import.meta.url)) process.exitCode = (await buildIfNeeded()) ? 0 : 1;

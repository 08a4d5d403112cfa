import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildIfNeeded } from './build-if-needed.mjs';
import { obtainElectron, whyNoWindow } from './find-electron.mjs';
import { isMain, ROOT, runInForeground } from './run.mjs';

const EXAMPLE = join(ROOT, 'resources/example/support-assistant.jsonl.gz');
const CLI = join(ROOT, 'out/main/cli.js');

/**
 * The logs to open, from the arguments after `npm start --`. npm runs scripts in the package's folder, so a
 * relative path is taken from where the user stood; a path that leads nowhere stays as it is, for the error message.
 * @param {{ args: string[], from: string }} options from: the user's folder
 * @returns {string[]}
 */
export function logsToOpen({ args, from }) {
  if (args.length === 0) return [EXAMPLE];
  return args.map((arg) => (existsSync(resolve(from, arg)) ? resolve(from, arg) : arg));
}

/**
 * Opens the workbench on the logs: Electron with the verdict on the terminal, or the same workbench in a browser.
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
async function start(args) {
  if (!(await buildIfNeeded())) return 1;
  const logs = logsToOpen({ args, from: process.env['INIT_CWD'] ?? process.cwd() });
  const session = { env: process.env, platform: process.platform, root: process.getuid?.() === 0 };
  const noWindow = whyNoWindow(session);
  const electron = noWindow
    ? { reason: noWindow }
    : await obtainElectron({ log: (text) => process.stderr.write(text) });
  if ('reason' in electron) {
    process.stderr.write(`Not in Electron, since ${electron.reason}: serving the workbench to a browser.\n`);
    return runInForeground(process.execPath, [CLI, 'serve', '--open', ...logs]);
  }
  const analysed = await runInForeground(process.execPath, [CLI, 'analyze', ...logs]);
  return analysed === 0 ? runInForeground(electron.binary, ['.', ...logs]) : analysed;
}

if (isMain(import.meta.url)) process.exitCode = await start(process.argv.slice(2));

import { join } from 'node:path';
import { buildIfNeeded } from './build-if-needed.mjs';
import { isMain, ROOT, runInForeground } from './run.mjs';

/**
 * npm run capture-example [-- good|bad]: builds what is missing, then captures between two fake models with known
 * differences and compares the verdict with them.
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
async function captureExample([kind = 'bad']) {
  if (!(await buildIfNeeded())) return 1;
  return runInForeground(process.execPath, [join(ROOT, 'out/main/cli.js'), 'capture', '--example', kind]);
}

if (isMain(import.meta.url)) process.exitCode = await captureExample(process.argv.slice(2));

import { join } from 'node:path';
import { isMain, ROOT, run } from './run.mjs';
import { sum, summaryLine, tallyOf } from './tally.mjs';

/** Every check: its name, and the program in node_modules with its arguments. */
const CHECKS = [
  ...['src-core', 'src-main', 'src-renderer', 'test', 'build'].map((folder) => ({
    name: `types in ${folder}`,
    program: 'typescript/bin/tsc',
    args: ['-p', folder, '--pretty', String(process.stdout.isTTY === true)],
  })),
  { name: 'lint', program: 'oxlint/bin/oxlint', args: ['--deny-warnings'] },
  { name: 'format', program: 'oxfmt/bin/oxfmt', args: ['--check', '.'] },
  {
    name: 'layers',
    program: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['src-core', 'src-main', 'src-renderer'],
  },
  { name: 'dead code', program: 'knip/bin/knip.js', args: ['--no-progress'] },
];

/**
 * Runs every check, also after one has failed; each is one test. Prints name, time and, of a failed one, its output.
 * @returns {Promise<import('./tally.mjs').Tally>}
 */
export async function check() {
  const tallies = [];
  for (const { name, program, args } of CHECKS) {
    const started = Date.now();
    // One after the other: most of these programs use every core already.
    const { code, output } = await run(process.execPath, [join(ROOT, 'node_modules', program), ...args]);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`);
    if (code !== 0) process.stdout.write(`${output.trimEnd()}\n\n`);
    tallies.push(tallyOf(code === 0));
  }
  return sum(tallies);
}

if (isMain(import.meta.url)) {
  const tally = await check();
  process.stdout.write(`${summaryLine(tally)}\n`);
  process.exitCode = tally.failed === 0 ? 0 : 1;
}

#!/usr/bin/env node
import { GnomonEngine } from '../engine/gnomon-engine';
import { printError } from './print-error';
import { createProgram } from './program';

const debug = process.argv.includes('--debug');
// A reader that closes the pipe early (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
});

function printQuery(sql: string, ms: number): void {
  process.stderr.write(`sql ${ms.toFixed(1)} ms: ${sql.replaceAll(/\s+/g, ' ')}\n`);
}

const program = createProgram(async (use) => {
  const engine = new GnomonEngine(debug ? { onQuery: printQuery } : {});
  try {
    process.exitCode = (await use(engine)) ?? 0;
  } finally {
    await engine.close();
  }
});

try {
  await program.parseAsync(process.argv);
} catch (error) {
  process.exitCode = printError(error, debug);
}

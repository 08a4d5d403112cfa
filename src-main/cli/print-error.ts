import { CommanderError } from 'commander';
import { AppError } from '@core/model/app-error';
import { EXIT_CODE } from './exit-code';

/** One paragraph on stderr; the stack only with `--debug`. Gives the exit code. */
export function printError(error: unknown, debug: boolean): number {
  // Commander has printed its own message; help and version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_CODE.usage;
  const known = error instanceof AppError;
  const text = known ? error.paragraph : `Something went wrong inside Gnomon: ${firstLine(error)}`;
  process.stderr.write(
    `gnomon: ${text}${known || debug ? '' : ' Run it again with --debug for the details.'}\n`,
  );
  if (debug) console.error(error);
  return known ? EXIT_CODE[error.kind] : EXIT_CODE.internal;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
}

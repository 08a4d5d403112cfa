import type { Command } from 'commander';
import type { GnomonEngine } from '../engine/gnomon-engine';
import { addLogOptions } from './log-options';

/** Gives the engine when a command needs it: starting it takes a second, and `--help` should not. */
export type WithEngine = (use: (engine: GnomonEngine) => Promise<number | void>) => Promise<void>;

/** A command that analyses logs or an existing workspace. */
export function command(program: Command, usage: string, description: string): Command {
  return addLogOptions(program.command(usage).description(description))
    .option(
      '--workspace <dir>',
      "folder to keep the imported pairs in; left out: in the user's application data",
    )
    .option('--plan <file>', 'criteria, thresholds, margins and level (JSON)');
}

/** Lines to copy, below the help of a command. */
export function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;
}

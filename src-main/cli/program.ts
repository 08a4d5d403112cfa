import { Command } from 'commander';
import { VERSION } from '../engine/version';
import { addAnalysisCommands } from './analysis-commands';
import type { WithEngine } from './command';
import { addRunningCommands } from './running-commands';
import { addWorkspaceCommands } from './workspace-commands';

/** The command line. Exit codes are set by `withEngine`; commander's own errors are thrown. */
export function createProgram(withEngine: WithEngine): Command {
  const program = new Command('gnomon')
    .description('Decides from shadow-mode logs whether a new model may replace the one in production.')
    .version(VERSION)
    .option('--debug', 'print the stack of errors and the time of each query')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', EXIT_CODES);

  addAnalysisCommands(program, withEngine);
  addWorkspaceCommands(program, withEngine);
  addRunningCommands(program, withEngine);
  return program;
}

const EXIT_CODES = `
Exit codes: 0 done (gate: GO) · 1 gate: NO-GO · 2 gate: NOT ENOUGH DATA · 3 watch: an alert stands · 64 usage · 65 bad data · 66 no such file ·
70 internal · 73 read-only · 74 disk full · 75 workspace locked · 130 cancelled
`;

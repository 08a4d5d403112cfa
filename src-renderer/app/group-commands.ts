import type { Command } from '../shared/commands/command';

const ORDER: readonly Command['group'][] = [
  'Go to',
  'Explore',
  'Pair',
  'Workspace',
  'Report',
  'View',
  'Help',
];

/** Commands by group, in the order in which groups are shown; empty groups are left out. */
export function groupCommands(
  commands: readonly Command[],
): readonly (readonly [Command['group'], readonly Command[]])[] {
  return ORDER.map((group) => [group, commands.filter((command) => command.group === group)] as const).filter(
    ([, members]) => members.length > 0,
  );
}

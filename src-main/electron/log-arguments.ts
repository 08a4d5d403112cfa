import { resolve } from 'node:path';

/** Absolute paths of the logs on a command line, without the program, switches and (unpackaged) the app's own path. */
export function logArguments(options: {
  argv: readonly string[];
  unpackaged: boolean;
  cwd: string;
}): string[] {
  const { argv, unpackaged, cwd } = options;
  // Chromium and test drivers put switches in front of the app's path, so that it has no fixed place.
  const names = argv.slice(1).filter((argument) => !argument.startsWith('-'));
  return names.slice(unpackaged ? 1 : 0).map((name) => resolve(cwd, name));
}

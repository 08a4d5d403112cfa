import { mkdir, readFile, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CaptureCoverage } from '@core/model/capture-coverage';
import { realDisk } from '../adapters/workspace/disk';
import { COVERAGE_ENDING, coverageFileOf, readCoverage } from '../capture/coverage-file';

const FOLDER = 'coverage';

/**
 * Keeps what captures counted beside these logs in the workspace; logs that no capture wrote have nothing beside them.
 * A log is known by its name and when its capture began, wherever it lies: logs of the same name in two folders are two,
 * and one that was moved is not counted twice.
 */
export async function keepCoverage(workspace: string, logs: readonly string[]): Promise<void> {
  for (const log of await logsOf(logs)) {
    const coverage = await readCoverage(log);
    if (coverage === null) continue;
    const file = coverageFileOf(log);
    const kept = join(workspace, FOLDER, coverageFileOf(`${basename(log)}.${coverage.startedAt}`));
    const bytes = await readFile(file);
    if (
      await readFile(kept).then(
        (before) => before.equals(bytes),
        () => false,
      )
    )
      continue;
    await mkdir(join(workspace, FOLDER), { recursive: true });
    await realDisk.writeAtomically(kept, bytes);
  }
}

/** What captures counted, as far as it was kept. */
export async function captureCoverage(workspace: string): Promise<CaptureCoverage[]> {
  return coverageOf([join(workspace, FOLDER)]);
}

/** Counts that captures have left beside logs; of a folder, those of all its logs. */
export async function coverageOf(logs: readonly string[]): Promise<CaptureCoverage[]> {
  const found = await Promise.all((await logsOf(logs)).map(readCoverage));
  return found.filter((each): each is CaptureCoverage => each !== null);
}

/** The logs that may have counts beside them: those named, and all of a folder that have. */
async function logsOf(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const isFolder = await stat(path).then(
        (info) => info.isDirectory(),
        () => false,
      );
      if (!isFolder) return [path];
      const names = (await readdir(path)).filter((name) => name.endsWith(COVERAGE_ENDING)).toSorted();
      return names.map((name) => join(path, basename(name, COVERAGE_ENDING)));
    }),
  );
  return found.flat();
}

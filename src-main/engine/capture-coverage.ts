import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { type CaptureCoverage, CaptureCoverageSchema } from '@core/model/capture-coverage';

const FOLDER = 'coverage';

/** Keeps what captures counted beside these logs in the workspace; logs that no capture wrote have nothing beside them. */
export async function keepCoverage(workspace: string, logs: readonly string[]): Promise<void> {
  for (const log of logs) {
    const file = `${log}.coverage.json`;
    const parsed = await readCoverage(file);
    if (parsed === null) continue;
    await mkdir(join(workspace, FOLDER), { recursive: true });
    await copyFile(file, join(workspace, FOLDER, basename(file)));
  }
}

/** What captures counted, as far as it was kept. */
export async function captureCoverage(workspace: string): Promise<CaptureCoverage[]> {
  const files = await readdir(join(workspace, FOLDER)).catch((): string[] => []);
  const found = await Promise.all(
    files.toSorted().map((file) => readCoverage(join(workspace, FOLDER, file))),
  );
  return found.filter((each): each is CaptureCoverage => each !== null);
}

async function readCoverage(path: string): Promise<CaptureCoverage | null> {
  try {
    const parsed = v.safeParse(CaptureCoverageSchema, JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.output : null;
  } catch {
    // Not there, or half written: the sample ratio then stays unknown.
    return null;
  }
}

import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { AppError } from '@core/model/app-error';
import { type CaptureCoverage, CaptureCoverageSchema } from '@core/model/capture-coverage';

export const COVERAGE_ENDING = '.coverage.json';

/** Where a capture keeps the counts of a log. */
export function coverageFileOf(log: string): string {
  return `${log}${COVERAGE_ENDING}`;
}

/**
 * The counts beside a log; null where nothing lies there.
 *
 * @throws AppError when what lies there can not be read: taken for none, a budget would be spent a second time, and
 * traffic that the log does not show would be taken for none
 */
export async function readCoverage(log: string): Promise<CaptureCoverage | null> {
  const path = coverageFileOf(log);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
  if (text === null) return null;
  try {
    return v.parse(CaptureCoverageSchema, JSON.parse(text));
  } catch (error) {
    throw new AppError('bad-data', {
      message: 'What the capture counted beside its log can not be read.',
      where: `${path}: ${error instanceof Error ? error.message : String(error)}`,
      cause: 'the file was edited, cut while it was copied, or written by another version of Gnomon',
      remedy: 'bring back a whole copy, or move the file away to go on without its counts',
    });
  }
}

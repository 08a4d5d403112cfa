import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { type CaptureCoverage, CaptureCoverageSchema } from '@core/model/capture-coverage';

export const COVERAGE_ENDING = '.coverage.json';

/** Where a capture keeps the counts of a log. */
export function coverageFileOf(log: string): string {
  return `${log}${COVERAGE_ENDING}`;
}

/** The counts beside a log; null when there are none that can be read. */
export async function readCoverage(log: string): Promise<CaptureCoverage | null> {
  try {
    return v.parse(CaptureCoverageSchema, JSON.parse(await readFile(coverageFileOf(log), 'utf8')));
  } catch {
    return null;
  }
}

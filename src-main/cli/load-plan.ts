import { readFile } from 'node:fs/promises';
import { parsePlan } from '@core/engine/parse-plan';
import { AppError } from '@core/model/app-error';
import type { Plan } from '@core/model/plan';

/** The plan of a file; undefined when none is named. */
export async function loadPlan(path: string | undefined): Promise<Plan | undefined> {
  if (path === undefined) return undefined;
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new AppError(error.code === 'ENOENT' ? 'not-found' : 'bad-data', {
      message:
        error.code === 'ENOENT'
          ? 'There is no such plan file.'
          : `The plan file can not be read (${error.code}).`,
      where: path,
      remedy: 'check the path given to --plan',
    });
  });
  return parsePlan(text, path);
}

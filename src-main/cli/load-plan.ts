import { readFile } from 'node:fs/promises';
import { parsePlan } from '@core/engine/parse-plan';
import { AppError } from '@core/model/app-error';
import { DEFAULT_PLAN, type Plan } from '@core/model/plan';

/** The plan of a file, or the default one. */
export async function loadPlan(path: string | undefined): Promise<Plan> {
  if (path === undefined) return DEFAULT_PLAN;
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

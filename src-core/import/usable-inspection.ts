import { AppError } from '../model/app-error';
import type { LogForm, LogInspection } from '../model/import';

/** An inspection of a log that can be imported. */
export type UsableInspection = LogInspection & { form: LogForm };

/** @throws AppError('bad-data') with the inspection's problem when the log can't be imported as it is mapped */
export function usable(inspection: LogInspection): UsableInspection {
  const { form, problem } = inspection;
  if (form !== 'unknown' && problem === null) return { ...inspection, form };
  throw new AppError(
    'bad-data',
    problem ?? { message: `${inspection.file} has no columns that can be used.` },
  );
}

import { AppError } from '@core/model/app-error';

/** Turns the system's error into one that says what to do about the models' folder; others pass through. */
export function diskFault(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new AppError(
      'no-space',
      {
        message: 'The disk is full, so the model could not be stored.',
        where: path,
        remedy: 'free some space and start the download again: what came is kept',
      },
      { cause: error },
    );
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new AppError(
      'read-only',
      {
        message: 'The folder for models can not be written.',
        where: path,
        cause: 'it is read-only or belongs to another user',
        remedy: 'change its permissions, or give the path of a local model folder',
      },
      { cause: error },
    );
  return error;
}

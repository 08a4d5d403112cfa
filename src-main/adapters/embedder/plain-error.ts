import { AppError, type ErrorDetails, type ErrorKind } from '@core/model/app-error';

/** An error as it can travel between threads and processes. */
export function plainError(error: unknown): { kind: ErrorKind; details: ErrorDetails } {
  if (error instanceof AppError) return { kind: error.kind, details: error.details };
  return {
    kind: 'internal',
    details: {
      message: 'The embedding engine failed.',
      cause: error instanceof Error ? error.message : String(error),
      remedy: 'run it again; if it fails again, choose another model',
    },
  };
}

import { AppError } from '@core/model/app-error';

/** Turns what a library throws at a damaged file into an error that says what to do; AppErrors pass. */
export function damagedModel(where: string, what: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof AppError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError(
      'bad-data',
      {
        message: `The model is damaged: ${what}.`,
        where,
        cause: reason.replace(/\s+/gu, ' ').slice(0, 300),
        remedy: 'copy or download the complete model again, or choose another one',
      },
      { cause: error },
    );
  };
}

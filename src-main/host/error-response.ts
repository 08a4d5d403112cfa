import type { ApiErrorBody } from '@core/model/api';
import { AppError, type ErrorKind } from '@core/model/app-error';

const STATUS: Readonly<Record<ErrorKind, 400 | 403 | 404 | 409 | 422 | 499 | 500 | 507>> = {
  usage: 400,
  'bad-data': 422,
  'not-found': 404,
  locked: 409,
  'no-space': 507,
  'read-only': 403,
  cancelled: 499,
  internal: 500,
};

/** What the page is told of an error; the stack of a defect goes to stderr only. A reader that has gone is no defect. */
export function errorBody(error: unknown): ApiErrorBody {
  if (error instanceof AppError) return { kind: error.kind, details: error.details };
  if (error instanceof Error && error.name === 'AbortError')
    return { kind: 'cancelled', details: { message: 'The request was cancelled.' } };
  console.error(error);
  return {
    kind: 'internal',
    details: {
      message: `Something went wrong inside Gnomon: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
      cause: 'a defect in Gnomon',
      remedy: 'try again; if it happens again, please report it with these details',
    },
  };
}

export function errorResponse(error: unknown): Response {
  const body = errorBody(error);
  return Response.json(body, { status: STATUS[body.kind] });
}

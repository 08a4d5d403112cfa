import type { ApiErrorBody } from '@core/model/api';
import type { AppError } from '@core/model/app-error';

/** The answer when no host could give one: an ApiErrorBody for the API, a paragraph for a page, which shows it as it is. */
export function failureResponse(request: Request, status: number, error: AppError): Response {
  const { kind, details } = error;
  return new URL(request.url).pathname.startsWith('/api/')
    ? Response.json({ kind, details } satisfies ApiErrorBody, { status })
    : new Response(error.paragraph, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}

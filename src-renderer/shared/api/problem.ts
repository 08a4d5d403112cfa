import type { ApiErrorBody } from '@core/model/api';
import type { ErrorDetails, ErrorKind } from '@core/model/app-error';

/** What the host can answer with, and 'offline' when it does not answer at all. */
export type ProblemKind = ErrorKind | 'offline';

/** An error of a request, in the host's own words. */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly details: ErrorDetails;

  constructor(kind: ProblemKind, details: ErrorDetails) {
    super(details.message);
    this.name = 'Problem';
    this.kind = kind;
    this.details = details;
  }
}

/** The host is gone, or was never there. */
export function offlineProblem(): Problem {
  return new Problem('offline', {
    message: 'Gnomon’s host does not answer',
    cause: 'it was stopped, or this window belongs to an earlier run',
    remedy: 'start Gnomon again and open the address that it prints',
  });
}

/** Any thrown value as a Problem; an unknown one is a defect and says so. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new Problem('internal', {
    message,
    cause: 'a defect of Gnomon',
    remedy: 'copy the details into a report',
  });
}

/** The host's error body, checked, since a proxy or an old host may answer anything. */
export function problemFromBody(body: unknown, status: number): Problem {
  if (isErrorBody(body)) return new Problem(body.kind, body.details);
  return new Problem('internal', {
    message: `The host answered ${status} without an explanation`,
    remedy: 'look at the terminal that runs Gnomon',
  });
}

function isErrorBody(body: unknown): body is ApiErrorBody {
  if (typeof body !== 'object' || body === null) return false;
  const { kind, details } = body as Partial<ApiErrorBody>;
  return typeof kind === 'string' && typeof details?.message === 'string';
}

/** The problem as plain text for the clipboard. */
export function problemText(problem: Problem): string {
  const { message, where, cause, remedy } = problem.details;
  return [
    `${message} (${problem.kind})`,
    where && `Where: ${where}`,
    cause && `Likely cause: ${cause}`,
    remedy && `Next step: ${remedy}`,
  ]
    .filter(Boolean)
    .join('\n');
}

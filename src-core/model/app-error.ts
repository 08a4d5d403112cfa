/**
 * The kind of an error decides the CLI's exit code and the HTTP status:
 * usage 64/400 · bad-data 65/422 · not-found 66/404 · locked 75/409 · no-space 74/507 · read-only 73/403 ·
 * cancelled 130/499 · internal 70/500.
 */
export type ErrorKind =
  | 'usage'
  | 'bad-data'
  | 'not-found'
  | 'locked'
  | 'no-space'
  | 'read-only'
  | 'cancelled'
  | 'internal';

export interface ErrorDetails {
  /** What happened, one sentence, no stack. */
  message: string;
  /** File, line (1-based), column (1-based), or field. */
  where?: string;
  /** Likely cause. */
  cause?: string;
  /** What the user can do next. */
  remedy?: string;
  /** The options that do it on the command line; not shown in the window. */
  commandLine?: string;
}

/** An error meant to be read by the analyst. Everything else that is thrown is a defect of Gnomon ("internal"). */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly details: ErrorDetails;

  constructor(kind: ErrorKind, details: ErrorDetails, options?: { cause?: unknown }) {
    super(details.message, options);
    this.name = 'AppError';
    this.kind = kind;
    this.details = details;
  }

  /** One paragraph: what, where, likely cause, what to do. */
  get paragraph(): string {
    const { message, where, cause, remedy, commandLine } = this.details;
    const todo = [remedy, commandLine && `e.g. ${commandLine}`].filter(Boolean).join(', ');
    return [
      message,
      where && `Where: ${where}.`,
      cause && `Likely cause: ${cause}.`,
      todo && `What to do: ${todo}.`,
    ]
      .filter(Boolean)
      .join(' ');
  }
}

import { CircleAlert, Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Problem, problemText } from '../api/problem';
import { Button } from './Button';
import { useCopied } from './use-copied';

const TITLE: Readonly<Record<Problem['kind'], string>> = {
  usage: 'That does not work this way',
  'bad-data': 'The data cannot be read',
  'not-found': 'Not found',
  locked: 'Open in another window',
  'no-space': 'The disk is full',
  'read-only': 'Not permitted',
  cancelled: 'Cancelled',
  internal: 'Something went wrong in Gnomon',
  offline: 'Gnomon is not running',
};

/** An error as the analyst needs it: what, where, cause, next step, and the details to copy. `actions` are buttons. */
export function ProblemPanel({ problem, actions }: { problem: Problem; actions?: ReactNode }) {
  const [copied, copy] = useCopied();
  const { message, where, cause, remedy } = problem.details;
  const rows = [
    ['Where', where],
    ['Likely cause', cause],
    ['Next step', remedy],
  ] as const;
  return (
    <section className="problem" role="alert">
      <CircleAlert className="icon" aria-hidden />
      <div>
        <h2>{TITLE[problem.kind]}</h2>
        <p>{message}</p>
        <dl>
          {rows.map(
            ([name, text]) =>
              text !== undefined && (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{text}</dd>
                </div>
              ),
          )}
        </dl>
        <div className="button-row">
          {actions}
          <Button onPress={() => copy(problemText(problem))}>
            <Copy className="icon" aria-hidden />
            {copied ? 'Copied' : 'Copy details'}
          </Button>
        </div>
      </div>
    </section>
  );
}

import { formatCount, formatFigure, formatPercent } from '@core/model/format';
import type { TrustReport } from '@core/model/judge-trust';
import { Panel } from '../../../shared/ui/Panel';
import { FigureRow } from './FigureRow';

/** Does the judge pay for length? */
export function LengthPanel({ report: { length } }: { report: TrustReport }) {
  const { n, longer, equal, shorter, near } = length;
  const share = (count: number): string => formatPercent(n > 0 ? count / n : null);
  return (
    <Panel title="Length" note={`n ${formatCount(n)} judged pairs with lengths`}>
      <table aria-label="Length preference">
        <tbody>
          <FigureRow
            label="Judge prefers the longer"
            figure={length.prefersLonger}
            unit="pairs with a preference"
          />
          <FigureRow
            label="People prefer the longer"
            figure={length.peoplePreferLonger}
            unit="labelled pairs"
          />
          <FigureRow label="Win rate at equal length" figure={length.controlled} unit="pairs">
            {length.raw !== null && length.controlled !== null && `raw ${formatPercent(length.raw)}`}
          </FigureRow>
          {length.styleControlled && (
            <FigureRow label="… and equal style" figure={length.styleControlled} unit="pairs" />
          )}
        </tbody>
      </table>
      <p className="soft small">
        The shadow’s output is longer in {share(longer)}, equal in {share(equal)}, shorter in {share(shorter)}{' '}
        of the pairs; {share(near)} are within 20 % of each other.
        {length.slope !== null && ` Log odds per step of length: ${formatFigure(length.slope)}.`}
      </p>
      {length.withheld === 'no-overlap' && (
        <p className="caution small">
          Length and model cannot be separated here: a controlled rate needs at least 10 % of the pairs on
          each side and 20 % within 20 % of each other.
        </p>
      )}
    </Panel>
  );
}

import { ShieldCheck } from 'lucide-react';
import { useId, useState } from 'react';
import { formatCount, formatCriterion, formatP, formatPercent } from '@core/model/format';
import { SLICE_CRITERIA, type SliceFigure, type SliceRow } from '@core/model/slices';
import { safeText } from '@core/model/visible-text';
import { Disclosure } from '../../shared/ui/Disclosure';
import { PairsLink } from '../../shared/ui/PairsLink';
import { TellingPairs } from './TellingPairs';
import { SLICE_LABEL } from './slice-label';

/** One slice with its figures; opens to their bounds and to the three pairs that tell most. */
export function SliceTableRow({ row, workspace }: { row: SliceRow; workspace: string }) {
  const [open, setOpen] = useState(false);
  const details = useId();
  const figureOf = (criterion: SliceFigure['criterion']) =>
    row.figures.find((figure) => figure.criterion === criterion);
  return (
    <>
      <tr data-open={open || undefined}>
        <th scope="row">
          <Disclosure open={open} controls={details} onToggle={setOpen}>
            <bdi className="clip slice-name">{safeText(row.label)}</bdi>
          </Disclosure>
          {row.protected && (
            <span className="criteria-mark">
              <ShieldCheck className="icon small-icon" aria-hidden /> protected
            </span>
          )}
        </th>
        <td className="num">
          <PairsLink
            arrow
            workspace={workspace}
            filter={row.filter}
            label={`Show the ${formatCount(row.pairs)} pairs of ${safeText(row.label)}`}
          >
            {formatCount(row.pairs)}
          </PairsLink>
          <span className="share">{formatPercent(row.share)}</span>
        </td>
        {SLICE_CRITERIA.map((criterion) => (
          <td key={criterion} className="num">
            <Figure figure={figureOf(criterion)} />
          </td>
        ))}
      </tr>
      <tr id={details} className="criteria-evidence" hidden={!open}>
        <td colSpan={2 + SLICE_CRITERIA.length}>
          {open && (
            <div className="slice-details">
              <table aria-label={`Figures of ${safeText(row.label)}`}>
                <thead>
                  <tr>
                    <th scope="col">Figure</th>
                    <th scope="col" className="num">
                      Estimate
                    </th>
                    <th scope="col" className="num">
                      Bounds
                    </th>
                    <th scope="col" className="num">
                      All pairs
                    </th>
                    <th scope="col" className="num">
                      n
                    </th>
                    <th scope="col" className="num">
                      p, adjusted
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {row.figures.map((figure) => (
                    <tr key={figure.criterion}>
                      <th scope="row">{SLICE_LABEL[figure.criterion]}</th>
                      <td className="num">{formatCriterion(figure.criterion, figure.estimate)}</td>
                      <td className="num soft">
                        {formatCriterion(figure.criterion, figure.lower)} …{' '}
                        {formatCriterion(figure.criterion, figure.upper)}
                      </td>
                      <td className="num soft">{formatCriterion(figure.criterion, figure.whole)}</td>
                      <td className="num">{formatCount(figure.n)}</td>
                      <td className="num">{formatP(figure.adjustedP)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
              <div>
                <h3>The pairs that tell most</h3>
                <TellingPairs workspace={workspace} pairs={row.telling} />
              </div>
            </div>
          )}
        </td>
      </tr>
    </>
  );
}

function Figure({ figure }: { figure: SliceFigure | undefined }) {
  if (figure === undefined || figure.estimate === null) return <span className="faint">—</span>;
  const text = formatCriterion(figure.criterion, figure.estimate);
  if (!figure.alarm) return <>{text}</>;
  return (
    <strong className="slice-alarm" title={`alarm: ${formatP(figure.adjustedP)} after correction`}>
      <span aria-hidden>■ </span>
      {text}
      <span className="visually-hidden"> (alarm)</span>
    </strong>
  );
}

import { useCallback } from 'react';
import { NOT_MEASURED, formatCount, formatCriterion } from '@core/model/format';
import type { CriterionFigure } from '@core/model/overview';
import { criterionPlot } from '@core/plots/criterion-plot';
import { PlotView } from '../../shared/plot/PlotView';

/** Each criterion's figure with its bounds, and no verdict. */
export function FiguresTable({ criteria }: { criteria: readonly CriterionFigure[] }) {
  return (
    <table className="criteria" aria-label="Figures of this filter">
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col" className="num">
            Plan asks
          </th>
          <th scope="col" className="num">
            Estimate
          </th>
          <th scope="col">Bounds, threshold</th>
          <th scope="col" className="num">
            n
          </th>
          <th scope="col">Bounds</th>
        </tr>
      </thead>
      <tbody>
        {criteria.map((criterion) => (
          <Row key={criterion.id} criterion={criterion} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ criterion }: { criterion: CriterionFigure }) {
  const { id, label, estimate, lower, upper, threshold, passes, n, method } = criterion;
  const draw = useCallback((width: number) => criterionPlot(criterion, { width }), [criterion]);
  const figure = (value: number | null): string =>
    value === null ? NOT_MEASURED : formatCriterion(id, value, threshold);
  return (
    <tr title={method}>
      <th scope="row">{label}</th>
      <td className="num soft">
        {passes === 'below' ? '<' : '>'} {formatCriterion(id, threshold)}
      </td>
      <td className="num strong">{figure(estimate)}</td>
      <td className="criteria-plot">
        <PlotView draw={draw} height={28} readable={false} />
      </td>
      <td className="num">{formatCount(n)}</td>
      <td className="bounds">
        {lower === null && upper === null ? NOT_MEASURED : `${figure(lower)} … ${figure(upper)}`}
      </td>
    </tr>
  );
}

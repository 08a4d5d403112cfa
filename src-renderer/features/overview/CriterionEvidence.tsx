import { useCallback } from 'react';
import type { CriterionResult } from '@core/model/decision';
import { formatCount, formatCriterion, formatFigure, formatLevel } from '@core/model/format';
import { criterionPlot } from '@core/plots/criterion-plot';
import { PlotView } from '../../shared/plot/PlotView';
import { PairsLink } from '../../shared/ui/PairsLink';
import { decidingPairs } from './deciding-pairs';
import { detailLabel } from './detail-label';

/** Why a criterion's verdict is what it is. */
export function CriterionEvidence({
  workspace,
  criterion,
}: {
  workspace: string;
  criterion: CriterionResult;
}) {
  const { id, estimate, lower, upper, threshold, level, method, reason, cautions, details, harmP } =
    criterion;
  const pairs = decidingPairs(criterion);
  const draw = useCallback(
    (width: number) => criterionPlot(criterion, { width, variant: 'full' }),
    [criterion],
  );
  const figures: (readonly [string, string])[] = [
    ['Lower bound', formatCriterion(id, lower, threshold)],
    ['Upper bound', formatCriterion(id, upper, threshold)],
    ['Level of each bound', formatLevel(level)],
    ['p that it is violated', formatFigure(harmP)],
    ...neededRange(criterion),
    ...Object.entries(details).map(
      ([name, value]) => [detailLabel(name), detailFigure(id, name, value)] as const,
    ),
  ];
  return (
    <div className="evidence">
      <div>
        <p>{reason}</p>
        <p className="faint">{method}</p>
        {pairs && (
          <p>
            <PairsLink workspace={workspace} filter={pairs.filter} sort={pairs.sort}>
              {pairs.title}
            </PairsLink>
          </p>
        )}
        {cautions.map((caution) => (
          <p key={caution} className="evidence-caution">
            Caution: {caution}
          </p>
        ))}
        {estimate !== null && <PlotView draw={draw} height={84} />}
      </div>
      <dl>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function neededRange({ neededRange }: CriterionResult): (readonly [string, string])[] {
  if (neededRange === null) return [];
  const [low, high] = neededRange.map((end) => (end === null ? 'not reachable' : formatCount(end)));
  return [['Still needed, range', `${low} to ${high}`]];
}

/** Bounds are on the criterion's own scale; the other figures are counts, moments and p-values. */
function detailFigure(id: CriterionResult['id'], name: string, value: number | null): string {
  return /(Lower|Upper)$/.test(name) ? formatCriterion(id, value) : formatFigure(value);
}

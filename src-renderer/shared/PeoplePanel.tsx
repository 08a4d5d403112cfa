import { useCallback } from 'react';
import type { CriterionResult } from '@core/model/decision';
import { NOT_MEASURED, formatCount, formatCriterion, formatLevel } from '@core/model/format';
import { criterionPlot } from '@core/plots/criterion-plot';
import { PlotView } from './plot/PlotView';
import { formatRoute } from './route';
import { Panel } from './ui/Panel';

/** What people prefer: evidence of its own beside the judge's. Absent where nobody has labelled a pair. */
export function PeoplePanel({ human, workspace }: { human: CriterionResult | undefined; workspace: string }) {
  if (human === undefined) return null;
  return <People human={human} workspace={workspace} />;
}

function People({ human, workspace }: { human: CriterionResult; workspace: string }) {
  const { n, estimate, lower, upper, level, threshold, reason, method, cautions } = human;
  const draw = useCallback((width: number) => criterionPlot(human, { width, variant: 'full' }), [human]);
  const figure = (value: number | null): string => formatCriterion('human_win_rate', value, threshold);
  return (
    <Panel
      title="People"
      note={
        <>
          n {formatCount(n)} labelled pairs ·{' '}
          <a href={formatRoute({ screen: 'review', workspace, session: null, pair: null })}>review</a>
        </>
      }
    >
      <div className="people">
        <div>
          <p>
            <strong>The shadow wins {figure(estimate)}</strong>{' '}
            <span className="soft">
              {lower === null || upper === null
                ? NOT_MEASURED
                : `${formatLevel(level)} bounds ${figure(lower)} … ${figure(upper)}`}
            </span>
          </p>
          <p className="soft">{reason}</p>
          <p className="faint small">{method}</p>
          {cautions.map((caution) => (
            <p key={caution} className="evidence-caution">
              Caution: {caution}
            </p>
          ))}
        </div>
        {estimate !== null && <PlotView draw={draw} height={84} />}
      </div>
    </Panel>
  );
}

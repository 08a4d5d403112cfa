import { useEffect, useState } from 'react';
import { formatCount, formatDuration, formatLevel, formatPercent } from '@core/model/format';
import type { FilterFigures } from '@core/model/overview';
import type { PairFilter } from '@core/model/pair-filter';
import { useFigures } from '../../shared/api/explore-queries';
import { toProblem } from '../../shared/api/problem';
import { useFilterState } from '../../shared/filter-state';
import { plural } from '../../shared/labels';
import { formatRoute, navigate, pairsRoute } from '../../shared/route';
import { Button } from '../../shared/ui/Button';
import { PairsLink, WithinFilter } from '../../shared/ui/PairsLink';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { Progress } from '../../shared/ui/Progress';
import { Skeleton } from '../../shared/ui/Skeleton';
import { FigurePanels } from './FigurePanels';
import { FiguresTable } from './FiguresTable';
import './overview.css';

/** Shorter work needs no words. */
const WORTH_SAYING_MS = 600;
const TICK_MS = 200;

/** The Overview's figures over the pairs of a filter. */
export function FiguresScreen({ workspace, filter }: { workspace: string; filter: PairFilter }) {
  const { data, error, isPending, refetch } = useFigures(workspace, filter);
  useEffect(() => {
    const { held, hold } = useFilterState.getState();
    hold(workspace, { sort: [], ...held[workspace], filter });
  }, [workspace, filter]);
  return (
    <div className="screen overview">
      <div className="figures-head">
        <h1>Figures of this filter, not the decision</h1>
        {data && <Rest figures={data} filter={filter} />}
        <p className="soft">
          Pairs that were chosen after looking prove nothing, so there is no verdict.{' '}
          <a href={formatRoute({ screen: 'overview', workspace })}>The decision is about all pairs</a>.
        </p>
      </div>
      {isPending && <Working workspace={workspace} filter={filter} />}
      {!data && error && (
        <ProblemPanel
          problem={toProblem(error)}
          actions={
            <Button kind="primary" onPress={() => void refetch()}>
              Try again
            </Button>
          }
        />
      )}
      {data?.metrics.total === 0 && (
        <div className="empty">
          <h2>No pair matches</h2>
          <p>
            Remove a condition above, or{' '}
            <a href={formatRoute(pairsRoute(workspace, filter))}>see in Explore which one to drop</a>.
          </p>
        </div>
      )}
      {data && data.metrics.total > 0 && (
        <WithinFilter.Provider value={filter}>
          <FiguresTable criteria={data.criteria} />
          <FigurePanels figures={data} measurable={false} />
        </WithinFilter.Provider>
      )}
    </div>
  );
}

/** What is waited for, and the way out, which stops it. */
function Working({ workspace, filter }: { workspace: string; filter: PairFilter }) {
  const [since] = useState(() => performance.now());
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const waited = now - since;
  return (
    <>
      {waited >= WORTH_SAYING_MS && (
        <div className="figures-working">
          <p>
            <span className="strong">Computing the figures of this filter</span> ·{' '}
            {formatDuration(Math.floor(waited / 1000) * 1000)} so far. A filter that holds most of a million
            pairs takes some seconds; leaving this screen stops it.
          </p>
          <Progress label="Computing the figures of this filter" share={null} />
          <Button onPress={() => navigate(pairsRoute(workspace, filter))}>Stop, back to the pairs</Button>
        </div>
      )}
      <Skeleton label="Figures of this filter" heights={[220, 300, 220]} />
    </>
  );
}

function Rest({ figures, filter }: { figures: FilterFigures; filter: PairFilter }) {
  const { metrics, all, plan, workspace } = figures;
  return (
    <p>
      <span className="strong">
        {formatCount(metrics.total)} of {formatCount(all)} {plural(all, 'pair')}
      </span>{' '}
      ({formatPercent(all > 0 ? metrics.total / all : null)}) · plan “{plan.name}” · each bound one-sided at{' '}
      {formatLevel(plan.level)}, for one look at pairs that were chosen beforehand ·{' '}
      <PairsLink workspace={workspace.id} filter={filter} arrow>
        Open these pairs
      </PairsLink>
    </p>
  );
}

import { useEffect } from 'react';
import { formatCount, formatDuration } from '@core/model/format';
import { useExploreColumns, useOpening } from '../../shared/api/explore-queries';
import { useExploreSettings } from '../../shared/api/explore-settings';
import { toProblem } from '../../shared/api/problem';
import { useFilterState } from '../../shared/filter-state';
import type { ExploreRoute } from '../../shared/route';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { Progress } from '../../shared/ui/Progress';
import { Skeleton } from '../../shared/ui/Skeleton';
import { Workbench } from './Workbench';
import './explore.css';

/** Which pairs, and why? */
export function ExploreScreen({ route }: { route: ExploreRoute }) {
  const { workspace, filter, sort, blindSeed } = route;
  const columns = useExploreColumns(workspace);
  const { isPending } = useExploreSettings(workspace);
  useEffect(
    () => useFilterState.getState().hold(workspace, { filter, sort, blindSeed }),
    [workspace, filter, sort, blindSeed],
  );
  if (columns.data && !isPending) return <Workbench route={route} known={columns.data.columns} />;
  return (
    <div className="screen">
      <h1 className="visually-hidden">Explore</h1>
      {columns.error ? (
        <ProblemPanel
          problem={toProblem(columns.error)}
          actions={
            <Button kind="primary" onPress={() => void columns.refetch()}>
              Try again
            </Button>
          }
        />
      ) : (
        <Opening workspace={workspace} />
      )}
    </div>
  );
}

/** What a window waits for when a workspace is first looked into after the start. */
function Opening({ workspace }: { workspace: string }) {
  const { data } = useOpening(workspace);
  return (
    <>
      {data && (
        <div className="explore-opening" role="status">
          <p>
            Reading the figures of all pairs into memory, once after each start: {formatCount(data.done)} of{' '}
            {formatCount(data.total)}
            {data.secondsLeft !== null && ` · ${formatDuration(1000 * data.secondsLeft)} left`}
          </p>
          <Progress label="Opening the pairs" share={data.done / Math.max(1, data.total)} />
        </div>
      )}
      <Skeleton label="Opening the pairs" heights={[28, 400]} />
    </>
  );
}

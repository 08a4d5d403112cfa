import { useEffect } from 'react';
import { useExploreColumns } from '../../shared/api/explore-queries';
import { useExploreSettings } from '../../shared/api/explore-settings';
import { toProblem } from '../../shared/api/problem';
import { useFilterState } from '../../shared/filter-state';
import type { ExploreRoute } from '../../shared/route';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
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
        <Skeleton label="Opening the pairs" heights={[28, 400]} />
      )}
    </div>
  );
}

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PairRow, TableLayout } from '@core/model/api/explore';
import type { PairSort } from '@core/model/pair-sort';
import { useExploreColumns, usePlace } from '../../shared/api/explore-queries';
import { toProblem } from '../../shared/api/problem';
import { useFilterState } from '../../shared/filter-state';
import { type ExploreRoute, navigate } from '../../shared/route';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { Skeleton } from '../../shared/ui/Skeleton';
import { PairTable, type TableHandle } from './PairTable';
import { defaultLayout, moved, shownColumns, withWidth } from './table-layout';
import { useTableRows } from './use-table-rows';
import './explore.css';

/** Which pairs, and why? */
export function ExploreScreen({ route }: { route: ExploreRoute }) {
  const { workspace, filter, sort } = route;
  const columns = useExploreColumns(workspace);
  useEffect(() => useFilterState.getState().hold(workspace, { filter, sort }), [workspace, filter, sort]);
  if (columns.data) return <Pairs route={route} known={columns.data.columns} />;
  return (
    <div className="screen">
      <h1 className="visually-hidden">Explore</h1>
      {columns.isPending && <Skeleton label="Opening the pairs" heights={[28, 400]} />}
      {columns.error && (
        <ProblemPanel
          problem={toProblem(columns.error)}
          actions={
            <Button kind="primary" onPress={() => void columns.refetch()}>
              Try again
            </Button>
          }
        />
      )}
    </div>
  );
}

function Pairs({
  route,
  known,
}: {
  route: ExploreRoute;
  known: NonNullable<ReturnType<typeof useExploreColumns>['data']>['columns'];
}) {
  const { workspace, filter, sort, pair } = route;
  const table = useRef<TableHandle>(null);
  const [layout, setLayout] = useState<TableLayout>(() => defaultLayout(known));
  const shown = useMemo(() => shownColumns(layout, known), [layout, known]);
  const [seen, setSeen] = useState<readonly [number, number]>([0, 60]);
  const request = useMemo(
    () => ({ filter, sort, columns: shown.map(({ column }) => column.name) }),
    [filter, sort, shown],
  );
  const rows = useTableRows(workspace, request, seen);
  const place = usePlace(workspace, pair === null ? null : { filter, sort, requestId: pair });
  const index = place.isPlaceholderData ? undefined : place.data?.index;
  useEffect(() => {
    if (typeof index === 'number') table.current?.show(index);
  }, [index]);

  const onSeen = useCallback(([first, last]: readonly [number, number]) => {
    setSeen((now) => (now[0] === first && now[1] === last ? now : [first, last]));
  }, []);
  const onSort = (next: PairSort) => navigate({ ...route, sort: next });
  const onOpen = (row: PairRow) => navigate({ ...route, pair: row.requestId }, { replace: pair !== null });

  return (
    <div className="explore">
      <h1 className="visually-hidden">Explore</h1>
      <div className="explore-middle">
        {rows.error && rows.page === undefined ? (
          <ProblemPanel
            problem={toProblem(rows.error)}
            actions={<Button onPress={rows.retry}>Try again</Button>}
          />
        ) : (
          <PairTable
            ref={table}
            columns={shown}
            sort={sort}
            lines={layout.lines}
            total={rows.page?.total ?? 0}
            shown={pair}
            rows={rows}
            onSeen={onSeen}
            onOpen={onOpen}
            onSort={onSort}
            onWidth={(name, width) => setLayout((now) => withWidth(now, name, width))}
            onMove={(name, by) => setLayout((now) => moved(now, name, by))}
          />
        )}
      </div>
    </div>
  );
}

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PairRow, TableLayout } from '@core/model/api/explore';
import type { Queue } from '@core/model/explore-queues';
import type { PairColumn } from '@core/model/pair-columns';
import type { TextCondition } from '@core/model/pair-filter';
import type { PairSort } from '@core/model/pair-sort';
import { usePlace } from '../../shared/api/explore-queries';
import { tellsArms } from '../../shared/filter/tells-arms';
import { useExploreSettings } from '../../shared/api/explore-settings';
import { toProblem } from '../../shared/api/problem';
import { useCommands } from '../../shared/commands/registry';
import { useFilterEditor } from '../../shared/filter/filter-editor';
import { type ExploreRoute, navigate, parseRoute } from '../../shared/route';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { BlindNote } from './BlindNote';
import { FacetList } from './FacetList';
import { NothingMatches } from './NothingMatches';
import { PairPane } from './PairPane';
import { PairTable, type TableHandle } from './PairTable';
import { SearchNote } from './SearchNote';
import { Toolbar, type ToolbarMenu } from './Toolbar';
import { editFilter } from './edit-filter';
import { exploreCommands } from './explore-commands';
import { focusTable } from './table-commands';
import { defaultLayout, moved, shownColumns, withWidth } from './table-layout';
import { useTableRows } from './use-table-rows';
import { useTextSearches } from './use-text-searches';

/** Facets, table and pair of one workspace. */
export function Workbench({ route, known }: { route: ExploreRoute; known: readonly PairColumn[] }) {
  const { workspace, filter, sort, pair } = route;
  const isFull = route.full && pair !== null;
  const table = useRef<TableHandle>(null);
  const { settings, problem: unsaved, save } = useExploreSettings(workspace);
  const layout = useMemo(() => settings.table ?? defaultLayout(known), [settings.table, known]);
  const setLayout = useCallback((next: TableLayout) => save({ ...settings, table: next }), [save, settings]);
  const [menu, setMenu] = useState<ToolbarMenu | null>(null);
  const isBlind = route.blindSeed !== null;
  const shown = useMemo(() => {
    if (!isBlind) return shownColumns(layout, known);
    const neutral = (look: TableLayout) =>
      shownColumns(look, known).filter(({ column }) => !tellsArms(column));
    const own = neutral(layout);
    return own.length > 0 ? own : neutral(defaultLayout(known));
  }, [layout, known, isBlind]);
  const [seen, setSeen] = useState<readonly [number, number]>([0, 60]);
  const names = shown.map(({ column }) => column.name).join('\n');
  const request = useMemo(() => ({ filter, sort, columns: names.split('\n') }), [filter, sort, names]);
  const rows = useTableRows(workspace, request, seen);
  const search = useTextSearches(workspace, filter);
  const place = usePlace(workspace, pair === null ? null : { filter, sort, requestId: pair });
  const index = place.isPlaceholderData ? undefined : place.data?.index;
  useEffect(() => {
    if (typeof index === 'number') table.current?.show(index);
  }, [index]);

  const onSeen = useCallback(([first, last]: readonly [number, number]) => {
    setSeen((now) => (now[0] === first && now[1] === last ? now : [first, last]));
  }, []);
  const onSort = useCallback((next: PairSort) => navigate({ ...route, sort: next }), [route]);
  const onWidth = useCallback(
    (name: string, width: number) => setLayout(withWidth(layout, name, width)),
    [setLayout, layout],
  );
  const onMove = useCallback(
    (name: string, by: number) => setLayout(moved(layout, name, by)),
    [setLayout, layout],
  );
  const onOpen = (row: PairRow) => navigate({ ...route, pair: row.requestId }, { replace: pair !== null });
  const edit = useFilterEditor((state) => state.edit);
  const commands = useMemo(
    () => exploreCommands({ route, layout, edit, setMenu, setLayout }),
    [route, layout, edit, setLayout],
  );
  useCommands(commands);

  const { page } = rows;
  const isEmpty = page?.total === 0 && !rows.isStale;
  return (
    <div className="explore">
      <h1 className="visually-hidden">Explore</h1>
      {!isFull && pair === null && <FacetList workspace={workspace} filter={filter} />}
      <div className="explore-middle" hidden={isFull}>
        <Toolbar
          {...{ workspace, filter, sort, known, layout }}
          page={page}
          search={page?.partial ? search.progress : null}
          menu={menu}
          onMenu={setMenu}
          onLayout={setLayout}
          onQueue={showQueue}
          onSearch={addCondition}
        />
        {[search.problem, unsaved, rows.error && toProblem(rows.error)].map(
          (problem, i) =>
            problem && (
              <div className="explore-problem" key={problem.message}>
                <ProblemPanel
                  problem={problem}
                  actions={i === 2 ? <Button onPress={rows.retry}>Try again</Button> : undefined}
                />
              </div>
            ),
        )}
        {isBlind && <BlindNote route={route} known={known} />}
        <SearchNote search={search} />
        {isEmpty && filter.length > 0 && !page.partial ? (
          <NothingMatches workspace={workspace} filter={filter} />
        ) : (
          <PairTable
            ref={table}
            columns={shown}
            sort={sort}
            lines={layout.lines}
            total={page?.total ?? 0}
            shown={pair}
            rows={rows}
            onSeen={onSeen}
            onOpen={onOpen}
            onSort={onSort}
            onWidth={onWidth}
            onMove={onMove}
          />
        )}
      </div>
      {pair !== null && <PairPane route={route} requestId={pair} place={place.data} />}
    </div>
  );
}

function showQueue({ filter, sort }: Queue): void {
  const route = parseRoute(location.hash);
  if (route.screen === 'explore') navigate({ ...route, filter, sort, pair: null });
  focusTable();
}

function addCondition(condition: TextCondition): void {
  editFilter((filter) => [...filter, condition]);
}

import type { TableLayout } from '@core/model/api/explore';
import { QUEUES } from '@core/model/explore-queues';
import type { Command } from '../../shared/commands/command';
import { type ExploreRoute, type Route, navigate } from '../../shared/route';
import { toggleBlind } from './blind';
import { focusTable } from './table-commands';
import type { ToolbarMenu } from './Toolbar';

interface Actions {
  route: ExploreRoute;
  layout: TableLayout;
  edit: (index: number | null) => void;
  setMenu: (menu: ToolbarMenu) => void;
  setLayout: (layout: TableLayout) => void;
}

/** What can be done in Explore besides moving in the table and labelling. */
export function exploreCommands(actions: Actions): Command[] {
  const { route, layout, edit, setMenu, setLayout } = actions;
  const command = (id: string, title: string, keys: string | null, run: () => void): Command => ({
    id: `explore.${id}`,
    title,
    group: 'Explore',
    ...(keys !== null && { keys }),
    run,
  });
  return [
    command('filter', 'Add a filter', 'f', () => edit(null)),
    command('queues', 'Worst first: choose a queue', 'q', () => setMenu('queues')),
    command('columns', 'Choose columns', 'c', () => setMenu('columns')),
    command('export', 'Export the selected pairs', 'e', () => setMenu('export')),
    command('lines', 'One or two lines a pair', 'l', () =>
      setLayout({ ...layout, lines: layout.lines === 1 ? 2 : 1 }),
    ),
    command('table', 'Go to the table', 'Escape', () => {
      if (route.pair !== null) navigate({ ...route, pair: null, full: false });
      focusTable();
    }),
    command(
      'blind',
      route.blindSeed === null ? 'Hide the arms: label blind' : 'Show the arms again',
      'h',
      () => toggleBlind(route),
    ),
    command('review', 'Review the selected pairs blind', null, () => navigate(blindReview(route))),
    ...(route.pair === null
      ? []
      : [
          command('full', 'The pair alone, or beside the table', 'z', () =>
            navigate({ ...route, full: !route.full }, { replace: true }),
          ),
        ]),
    ...(route.filter.length > 0
      ? [command('clear', 'Clear the filter', 'Backspace', () => navigate({ ...route, filter: [] }))]
      : []),
    ...QUEUES.map((queue) =>
      command(`queue.${queue.id}`, `Worst first: ${queue.title.toLowerCase()}`, null, () =>
        navigate({ ...route, filter: queue.filter, sort: queue.sort, pair: null }),
      ),
    ),
  ];
}

/** A review of the selected pairs with the arms hidden; the same filter draws the same sides. */
function blindReview({ workspace, filter }: ExploreRoute): Route {
  return { screen: 'review', workspace, session: { filter, blindSeed: 1 }, pair: null };
}

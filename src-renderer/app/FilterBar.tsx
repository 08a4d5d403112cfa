import { ListFilterPlus } from 'lucide-react';
import { useMemo } from 'react';
import type { PairFilter } from '@core/model/pair-filter';
import { FilterChips } from '../shared/ui/FilterChips';
import { FilterEditor } from '../shared/filter/FilterEditor';
import { changeFilter, heldExplore, useHeldFilter } from '../shared/filter-state';
import { useFilterEditor } from '../shared/filter/filter-editor';
import { tellingColumns } from '../shared/filter/tells-arms';
import type { Command } from '../shared/commands/command';
import { Keys } from '../shared/commands/Keys';
import { useCommands } from '../shared/commands/registry';
import { type Route, formatRoute, navigate } from '../shared/route';
import { Button } from '../shared/ui/Button';
import { SavedFilters } from './SavedFilters';

/** Screens whose figures are about all pairs, whatever the filter. */
const ABOUT_ALL: ReadonlySet<Route['screen']> = new Set(['overview', 'decide']);
/** Screens that have nothing to do with pairs. */
const WITHOUT_PAIRS: ReadonlySet<Route['screen']> = new Set(['start', 'import', 'settings', 'rejects']);

/** The filter of a workspace: in Explore always, on the other screens while there is one. */
export function FilterBar({ workspace, route }: { workspace: string; route: Route }) {
  const filter = useHeldFilter(workspace, route);
  const edit = useFilterEditor((state) => state.edit);
  useCommands(useMemo(() => figuresCommand(workspace, filter), [workspace, filter]));
  const inExplore = route.screen === 'explore';
  const change = (next: typeof filter) => changeFilter(workspace, route, next);
  const editor = <FilterEditor workspace={workspace} filter={filter} onChange={change} />;
  if (WITHOUT_PAIRS.has(route.screen)) return null;
  if (!inExplore && filter.length === 0) return editor;
  return (
    <div className="filter-bar">
      <Button kind="quiet" onPress={() => edit(null)}>
        <ListFilterPlus className="icon" aria-hidden />
        Filter <Keys keys="f" />
      </Button>
      <FilterChips filter={filter} onChange={change} onEdit={edit} />
      {inExplore && route.unreadable && (
        <span className="filter-note" role="alert">
          The filter in this address cannot be read, so all pairs are shown: the link may have been cut off.
        </span>
      )}
      {ABOUT_ALL.has(route.screen) && (
        <span className="filter-note">
          The figures below are about all pairs.{' '}
          <a href={formatRoute({ screen: 'figures', workspace, filter })}>Figures of the selected</a>
          {' · '}
          <a href={formatRoute(heldExplore(workspace))}>Show the selected</a>
        </span>
      )}
      {route.screen === 'review' && route.session === null && (
        <span className="filter-note">
          A random sample is drawn from all pairs.{' '}
          <a
            href={formatRoute({
              screen: 'review',
              workspace,
              session: { filter, blindSeed: 1 },
              pair: null,
            })}
          >
            Review the selected, blind
          </a>
        </span>
      )}
      {route.screen === 'review' &&
        route.session !== null &&
        route.session.blindSeed !== null &&
        tellingColumns(filter, []).length > 0 && (
          <span className="filter-note">
            From how these pairs were picked the arms may be guessed; a random sample tells nothing.
          </span>
        )}
      <span className="app-header-space" />
      {inExplore && filter.length > 0 && (
        <a className="filter-note" href={formatRoute({ screen: 'figures', workspace, filter })}>
          Figures of these pairs
        </a>
      )}
      <SavedFilters workspace={workspace} route={route} filter={filter} />
      {editor}
    </div>
  );
}

function figuresCommand(workspace: string, filter: PairFilter): readonly Command[] {
  if (filter.length === 0) return [];
  return [
    {
      id: 'go.figures',
      title: 'Figures of this filter',
      group: 'Go to',
      keys: 'g f',
      run: () => navigate({ screen: 'figures', workspace, filter }),
    },
  ];
}

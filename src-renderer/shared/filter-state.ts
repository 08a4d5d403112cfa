import { create } from 'zustand';
import type { PairFilter } from '@core/model/pair-filter';
import type { PairSort } from '@core/model/pair-sort';
import { type ExploreRoute, type Route, navigate, pairsRoute } from './route';

interface Held {
  filter: PairFilter;
  sort: PairSort;
  /** Arms stay hidden when Explore is left and come back to. */
  blindSeed?: number | null;
}

interface FilterState {
  /** By workspace: what was chosen last. */
  held: Readonly<Record<string, Held>>;
  hold: (workspace: string, held: Held) => void;
}

/** The filter that holds in all screens of a workspace; in Explore and in its figures it is the address. */
export const useFilterState = create<FilterState>()((set) => ({
  held: {},
  hold: (workspace, held) => set((state) => ({ held: { ...state.held, [workspace]: held } })),
}));

const NOTHING: Held = { filter: [], sort: [] };

/** The filter in force on a screen; a queue under review has its own. */
export function useHeldFilter(workspace: string | null, route: Route): PairFilter {
  const held = useFilterState((state) => (workspace === null ? undefined : state.held[workspace]));
  if (route.screen === 'review' && route.session !== null) return route.session.filter;
  return 'filter' in route ? route.filter : (held ?? NOTHING).filter;
}

/** Explore as it was left, where the rail and `g e` lead. */
export function heldExplore(workspace: string): ExploreRoute {
  const { filter, sort, blindSeed = null } = useFilterState.getState().held[workspace] ?? NOTHING;
  return { ...pairsRoute(workspace, filter, sort), blindSeed };
}

/** Puts another filter into force: in the address while that holds one, kept for it otherwise. */
export function changeFilter(workspace: string, route: Route, filter: PairFilter): void {
  if (route.screen === 'review' && route.session !== null) {
    navigate({ ...route, session: { ...route.session, filter }, pair: null });
    return;
  }
  if (route.screen === 'explore') navigate({ ...route, filter, unreadable: false });
  if (route.screen === 'figures')
    navigate(filter.length === 0 ? { screen: 'overview', workspace } : { ...route, filter });
  const held = useFilterState.getState().held[workspace] ?? NOTHING;
  useFilterState.getState().hold(workspace, { ...held, filter });
}

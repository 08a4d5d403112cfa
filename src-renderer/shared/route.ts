import { useSyncExternalStore } from 'react';
import type { RejectCode } from '@core/model/import';
import { type PairFilter, decodeFilter, encodeFilter } from '@core/model/pair-filter';
import { type PairSort, decodeSort, encodeSort } from '@core/model/pair-sort';

/** What the window shows. It lives in the address, so that back, forward, reload and a copied link work. */
export type Route =
  | { screen: 'start' }
  | { screen: 'import'; logs: readonly string[]; workspace: string | null }
  | { screen: 'overview'; workspace: string }
  | FiguresRoute
  | { screen: 'review'; workspace: string; session: ReviewSession | null; pair: string | null }
  | { screen: 'map'; workspace: string }
  | { screen: 'live'; workspace: string }
  | { screen: 'settings'; workspace: string | null }
  | { screen: 'decide'; workspace: string }
  | { screen: 'rejects'; workspace: string; code: RejectCode | null; offset: number }
  | ExploreRoute
  | { screen: 'judge'; workspace: string; view: JudgeView | null };

const JUDGE_VIEWS = ['results', 'setup'] as const;
/** Null: whichever has something to show. */
export type JudgeView = (typeof JUDGE_VIEWS)[number];

/** Figures of the pairs of a filter. */
export interface FiguresRoute {
  screen: 'figures';
  workspace: string;
  filter: PairFilter;
}

/** Pairs by filter and order. */
export interface ExploreRoute {
  screen: 'explore';
  workspace: string;
  filter: PairFilter;
  sort: PairSort;
  /** Request id of the pair that is shown, beside the table or in its place; null shows the table alone. */
  pair: string | null;
  full: boolean;
  /** Seed of the sides where the arms are hidden until a pair is labelled; null shows them. */
  blindSeed: number | null;
  /** The address holds a filter that can't be read, e.g. of a link that was cut off; all pairs are shown. */
  unreadable: boolean;
}

/** Pairs that a figure stands on: where its link leads. */
export function pairsRoute(workspace: string, filter: PairFilter, sort: PairSort = []): ExploreRoute {
  return {
    screen: 'explore',
    workspace,
    filter,
    sort,
    pair: null,
    full: false,
    blindSeed: null,
    unreadable: false,
  };
}

/** A queue of pairs to label, and whether the arms are hidden, their sides drawn by the seed. */
export interface ReviewSession {
  filter: PairFilter;
  /** 0 to 2³² − 1; null: the arms are shown. */
  blindSeed: number | null;
}

/** Parts that stay the same while others of the address change stay the same objects: nothing is drawn anew for them. */
const filterOf = rememberLast(decodeFilter);
const sortOf = rememberLast(decodeSort);

function rememberLast<Value>(decode: (encoded: string) => Value): (encoded: string) => Value {
  let last: { encoded: string; value: Value } | null = null;
  return (encoded) => {
    if (last?.encoded !== encoded) last = { encoded, value: decode(encoded) };
    return last.value;
  };
}

/** `#/w/<id>/rejects?code=…` → Route; anything unknown is the start screen. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?');
  const parameters = new URLSearchParams(query);
  const [head, id, tail] = path.split('/').filter(Boolean).map(decodePart);
  if (head === 'import') {
    const logs = parameters.getAll('log');
    return logs.length > 0
      ? { screen: 'import', logs, workspace: parameters.get('to') }
      : { screen: 'start' };
  }
  if (head === 'settings') return { screen: 'settings', workspace: null };
  if (head !== 'w' || id === undefined) return { screen: 'start' };
  if (tail === 'explore') return exploreRoute(id, parameters);
  if (tail === 'judge') {
    const view = JUDGE_VIEWS.find((each) => each === parameters.get('view')) ?? null;
    return { screen: 'judge', workspace: id, view };
  }
  if (tail === 'review')
    return { screen: 'review', workspace: id, session: sessionOf(parameters), pair: parameters.get('pair') };
  if (tail === 'figures') {
    // A link that was cut off leads to Explore, which says so.
    const filter = filterOf(parameters.get('f') ?? '');
    if (filter === null) return exploreRoute(id, parameters);
    return filter.length === 0
      ? { screen: 'overview', workspace: id }
      : { screen: 'figures', workspace: id, filter };
  }
  if (tail === 'live') return { screen: 'live', workspace: id };
  if (tail === 'map') return { screen: 'map', workspace: id };
  if (tail === 'settings') return { screen: 'settings', workspace: id };
  if (tail === 'decide') return { screen: 'decide', workspace: id };
  if (tail !== 'rejects') return { screen: 'overview', workspace: id };
  const offset = Math.max(0, Math.trunc(Number(parameters.get('offset') ?? 0)) || 0);
  return { screen: 'rejects', workspace: id, code: parameters.get('code') as RejectCode | null, offset };
}

function exploreRoute(workspace: string, parameters: URLSearchParams): ExploreRoute {
  const filter = filterOf(parameters.get('f') ?? '');
  return {
    screen: 'explore',
    workspace,
    filter: filter ?? [],
    sort: sortOf(parameters.get('sort') ?? ''),
    pair: parameters.get('pair'),
    full: parameters.get('view') === 'full',
    blindSeed: seedOf(parameters),
    unreadable: filter === null,
  };
}

/** The inverse of parseRoute. */
export function formatRoute(route: Route): string {
  const parameters = new URLSearchParams();
  switch (route.screen) {
    case 'start':
      return '#/';
    case 'import':
      for (const log of route.logs) parameters.append('log', log);
      if (route.workspace !== null) parameters.set('to', route.workspace);
      return `#/import?${parameters}`;
    case 'overview':
      return `#/w/${encodeURIComponent(route.workspace)}`;
    case 'review': {
      if (route.session !== null) parameters.set('f', encodeFilter(route.session.filter));
      if (route.session !== null && route.session.blindSeed !== null)
        parameters.set('blind', String(route.session.blindSeed));
      if (route.pair !== null) parameters.set('pair', route.pair);
      const query = parameters.toString();
      return `#/w/${encodeURIComponent(route.workspace)}/review${query === '' ? '' : `?${query}`}`;
    }
    case 'figures':
      parameters.set('f', encodeFilter(route.filter));
      return `#/w/${encodeURIComponent(route.workspace)}/figures?${parameters}`;
    case 'live':
      return `#/w/${encodeURIComponent(route.workspace)}/live`;
    case 'map':
      return `#/w/${encodeURIComponent(route.workspace)}/map`;
    case 'settings':
      return route.workspace === null ? '#/settings' : `#/w/${encodeURIComponent(route.workspace)}/settings`;
    case 'decide':
      return `#/w/${encodeURIComponent(route.workspace)}/decide`;
    case 'rejects': {
      if (route.code !== null) parameters.set('code', route.code);
      if (route.offset > 0) parameters.set('offset', String(route.offset));
      const query = parameters.toString();
      return `#/w/${encodeURIComponent(route.workspace)}/rejects${query === '' ? '' : `?${query}`}`;
    }
    case 'judge': {
      const view = route.view === null ? '' : `?view=${route.view}`;
      return `#/w/${encodeURIComponent(route.workspace)}/judge${view}`;
    }
    case 'explore': {
      const { filter, sort, pair, full, blindSeed } = route;
      if (filter.length > 0) parameters.set('f', encodeFilter(filter));
      if (sort.length > 0) parameters.set('sort', encodeSort(sort));
      if (pair !== null) parameters.set('pair', pair);
      if (full) parameters.set('view', 'full');
      if (blindSeed !== null) parameters.set('blind', String(blindSeed));
      const query = parameters.toString();
      return `#/w/${encodeURIComponent(route.workspace)}/explore${query === '' ? '' : `?${query}`}`;
    }
  }
}

function sessionOf(parameters: URLSearchParams): ReviewSession | null {
  const encoded = parameters.get('f');
  const filter = encoded === null ? null : decodeFilter(encoded);
  if (filter === null) return null;
  return { filter, blindSeed: seedOf(parameters) };
}

function seedOf(parameters: URLSearchParams): number | null {
  const blind = parameters.get('blind');
  return blind !== null && /^\d{1,10}$/.test(blind) ? Number(blind) >>> 0 : null;
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The workspace that a route is about. */
export function routeWorkspace(route: Route): string | null {
  return route.screen === 'start' ? null : route.workspace;
}

export function navigate(route: Route, { replace = false }: { replace?: boolean } = {}): void {
  const hash = formatRoute(route);
  if (hash === location.hash) return;
  // At once, and without the browser's own navigation, which would wait for a task and fetch the icon anew.
  if (replace) history.replaceState(null, '', hash);
  else history.pushState(null, '', hash);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

/** The address's fragment; parse it with parseRoute in useMemo. */
export function useHash(): string {
  return useSyncExternalStore(subscribe, () => location.hash);
}

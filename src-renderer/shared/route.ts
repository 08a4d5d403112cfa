import { useSyncExternalStore } from 'react';
import type { RejectCode } from '@core/model/import';

/** What the window shows. It lives in the address, so that back, forward, reload and a copied link work. */
export type Route =
  | { screen: 'start' }
  | { screen: 'import'; logs: readonly string[]; workspace: string | null }
  | { screen: 'overview'; workspace: string }
  | { screen: 'rejects'; workspace: string; code: RejectCode | null; offset: number };

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
  if (head !== 'w' || id === undefined) return { screen: 'start' };
  if (tail !== 'rejects') return { screen: 'overview', workspace: id };
  const offset = Math.max(0, Math.trunc(Number(parameters.get('offset') ?? 0)) || 0);
  return { screen: 'rejects', workspace: id, code: parameters.get('code') as RejectCode | null, offset };
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
    case 'rejects': {
      if (route.code !== null) parameters.set('code', route.code);
      if (route.offset > 0) parameters.set('offset', String(route.offset));
      const query = parameters.toString();
      return `#/w/${encodeURIComponent(route.workspace)}/rejects${query === '' ? '' : `?${query}`}`;
    }
  }
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

export function navigate(route: Route, options: { replace?: boolean } = {}): void {
  const hash = formatRoute(route);
  if (options.replace) location.replace(hash);
  else location.hash = hash;
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

/** The address's fragment; parse it with parseRoute in useMemo. */
export function useHash(): string {
  return useSyncExternalStore(subscribe, () => location.hash);
}

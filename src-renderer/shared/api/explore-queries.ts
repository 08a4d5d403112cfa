import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { FacetsRequest, PlaceRequest, RowsRequest } from '@core/model/api/explore';
import type { PairFilter } from '@core/model/pair-filter';
import {
  getExploreColumns,
  getFacets,
  getFigures,
  getOpening,
  getPlace,
  getRows,
  getWithout,
  warmExplore,
} from './explore-client';
import { settingsQuery } from './explore-settings';
import { queryClient } from './queries';

/** Pages that were scrolled past are dropped soon: the host has them again in milliseconds. */
const ROWS_KEPT_MS = 30_000;

const FIGURES_KEPT_MS = 60_000;
const OPENING_EVERY_MS = 400;

function columnsQuery(workspace: string) {
  return queryOptions({
    queryKey: ['explore', workspace, 'columns'],
    queryFn: ({ signal }) => getExploreColumns(workspace, signal),
  });
}

export function useExploreColumns(workspace: string) {
  return useQuery(columnsQuery(workspace));
}

/** How far the host is with loading the workspace, asked for as long as somebody waits for it. */
export function useOpening(workspace: string) {
  return useQuery({
    queryKey: ['opening', workspace],
    queryFn: ({ signal }) => getOpening(workspace, signal),
    refetchInterval: OPENING_EVERY_MS,
    staleTime: 0,
    gcTime: 0,
  });
}

export function rowsQuery(workspace: string, request: RowsRequest) {
  return queryOptions({
    queryKey: ['explore', workspace, 'rows', request],
    queryFn: ({ signal }) => getRows(workspace, request, signal),
    gcTime: ROWS_KEPT_MS,
  });
}

export function facetsQuery(workspace: string, request: FacetsRequest) {
  return queryOptions({
    queryKey: ['explore', workspace, 'facets', request],
    queryFn: ({ signal }) => getFacets(workspace, request, signal),
    gcTime: ROWS_KEPT_MS,
  });
}

export function useFacets(workspace: string, request: FacetsRequest) {
  return useQuery({ ...facetsQuery(workspace, request), placeholderData: keepPreviousData });
}

export function usePlace(workspace: string, request: PlaceRequest | null) {
  return useQuery({
    queryKey: ['explore', workspace, 'place', request],
    queryFn: ({ signal }) => getPlace(workspace, request!, signal),
    enabled: request !== null,
    placeholderData: keepPreviousData,
    gcTime: ROWS_KEPT_MS,
  });
}

/** What would be left without each condition; asked for only where nothing is. */
export function useWithout(workspace: string, filter: PairFilter, enabled: boolean) {
  return useQuery({
    queryKey: ['explore', workspace, 'without', filter],
    queryFn: ({ signal }) => getWithout(workspace, filter, signal),
    enabled,
  });
}

/** Figures of a filter; they are out of date when the Overview's are. A filter that is left is no longer asked about. */
export function useFigures(workspace: string, filter: PairFilter) {
  return useQuery({
    queryKey: ['overview', workspace, 'figures', filter],
    queryFn: ({ signal }) => getFigures(workspace, filter, signal),
    staleTime: 0,
    gcTime: FIGURES_KEPT_MS,
  });
}

/** After labels, judgements or an import, and while a search goes on: tables and facets are asked for again. */
export async function refreshExplore(workspace: string): Promise<void> {
  const queries = { queryKey: ['explore', workspace] };
  // A first answer that is under way may be older than the change, and would be taken for the new one.
  await queryClient.cancelQueries(queries);
  await queryClient.invalidateQueries(queries);
}

/** Prepares Explore once the screen itself has its figures. */
export function useWarmExplore(workspace: string | null, ready: boolean): void {
  useQuery({
    queryKey: ['explore-warm', workspace],
    queryFn: async ({ signal }) => {
      const id = workspace ?? '';
      // What the screen is drawn with comes before what it may ask for.
      await Promise.all([
        queryClient.prefetchQuery(columnsQuery(id)),
        queryClient.prefetchQuery(settingsQuery(id)),
      ]);
      await warmExplore(id, signal);
      return true;
    },
    enabled: workspace !== null && ready,
    staleTime: Infinity,
  });
}

import { usePrefetchQuery, useQueries } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { PairRow, RowPage, RowsRequest } from '@core/model/api/explore';
import { rowsQuery } from '../../shared/api/explore-queries';
import { queryClient } from '../../shared/api/queries';

/** Rows of a page: about what a window shows, so that the first rows wait for no others. */
const PAGE = 50;
/** Pages fetched ahead on either side. */
const AHEAD = 2;

export type TableRequest = Omit<RowsRequest, 'offset' | 'limit'>;

interface TableRows {
  /** The row at a place of the order; undefined while it is fetched. */
  rowAt: (index: number) => PairRow | undefined;
  /** The latest page, for its totals; undefined before the first. */
  page: RowPage | undefined;
  error: Error | null;
  /** The rows shown belong to the former filter or order. */
  isStale: boolean;
  retry: () => void;
}

/** The rows around what is seen, page by page. @param seen first and last place in the order, the last one exclusive */
export function useTableRows(
  workspace: string,
  request: TableRequest,
  [first, last]: readonly [number, number],
): TableRows {
  const from = Math.floor(first / PAGE);
  const to = Math.floor(Math.max(first, last - 1) / PAGE);
  const pages = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  // Asked for while this is drawn, not once it is on screen: the host works meanwhile.
  usePrefetchQuery(rowsQuery(workspace, pageRequest(request, from)));
  const results = useQueries({
    queries: pages.map((page) => rowsQuery(workspace, pageRequest(request, page))),
  });
  const key = useMemo(() => JSON.stringify(request), [request]);
  const { columns } = request;
  const fresh = results.flatMap(({ data }) => data ?? []);
  // The rows of the former filter or order stay until the first new ones are there.
  const [kept, setKept] = useState({ key, columns, pages: fresh });
  if (fresh.length > 0 && (kept.key !== key || !sameItems(kept.pages, fresh)))
    setKept({ key, columns, pages: fresh });
  const isKept = fresh.length === 0;
  const shown = isKept ? kept.pages : fresh;
  const page = shown[0];

  const fits = !isKept || sameItems(kept.columns, columns);
  const loaded = new Map(fits ? shown.map(({ offset, rows }) => [offset, rows]) : []);
  const isReady = results.every(({ isSuccess }) => isSuccess);
  const total = page?.total ?? 0;
  useEffect(() => {
    if (!isReady) return;
    const ahead = JSON.parse(key) as TableRequest;
    for (let page = Math.max(0, from - AHEAD); page <= to + AHEAD; page += 1)
      if (page * PAGE < total)
        void queryClient.prefetchQuery({
          ...rowsQuery(workspace, pageRequest(ahead, page)),
          staleTime: Infinity,
        });
  }, [workspace, key, from, to, total, isReady]);

  return {
    rowAt: (index) => loaded.get(Math.floor(index / PAGE) * PAGE)?.[index % PAGE],
    page,
    error: results.find(({ error }) => error)?.error ?? null,
    isStale: isKept && kept.key !== key,
    retry: () => {
      for (const result of results) if (result.error) void result.refetch();
    },
  };
}

function sameItems<Item>(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

function pageRequest(request: TableRequest, page: number): RowsRequest {
  return { ...request, offset: page * PAGE, limit: PAGE };
}

import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { PairRow, RowPage, RowsRequest } from '@core/model/api/explore';
import { rowsQuery } from '../../shared/api/explore-queries';
import { queryClient } from '../../shared/api/queries';

const PAGE = 100;
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
  const results = useQueries({
    queries: pages.map((page) => ({
      ...rowsQuery(workspace, pageRequest(request, page)),
      placeholderData: keepPreviousData<RowPage>,
    })),
  });
  const [known, setKnown] = useState<RowPage | undefined>(undefined);
  const fresh = results.find(({ data, isPlaceholderData }) => data && !isPlaceholderData)?.data;
  const page = fresh ?? results.find(({ data }) => data)?.data ?? known;
  if (fresh !== undefined && fresh.total !== known?.total) setKnown(fresh);

  const loaded = new Map(results.flatMap(({ data }) => (data ? [[data.offset, data.rows] as const] : [])));
  const isReady = results.every(({ isSuccess, isPlaceholderData }) => isSuccess && !isPlaceholderData);
  const total = page?.total ?? 0;
  const key = useMemo(() => JSON.stringify(request), [request]);
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
    isStale: results.some(({ isPlaceholderData }) => isPlaceholderData),
    retry: () => {
      for (const result of results) if (result.error) void result.refetch();
    },
  };
}

function pageRequest(request: TableRequest, page: number): RowsRequest {
  return { ...request, offset: page * PAGE, limit: PAGE };
}

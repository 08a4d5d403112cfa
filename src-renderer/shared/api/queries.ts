import { QueryClient, keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { InspectRequest } from '@core/model/api';
import { type RejectQuery, getOverview, getRejects, getState, inspectLogs } from './client';
import { Problem } from './problem';

const ALIVE_EVERY = 15_000;
const GONE_EVERY = 3_000;

/** The cache of everything that comes from the host. The host is local, so only a gone host is worth a second try. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: 30_000, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

/** Always asked anew where it is shown: opening a workspace changes the order of the recent ones. */
const stateQuery = queryOptions({
  queryKey: ['state'],
  queryFn: ({ signal }) => getState(signal),
  staleTime: 0,
});

/** The host's state, asked for regularly so that a host that went away is noticed. */
export function useAppState() {
  return useQuery({
    ...stateQuery,
    refetchInterval: (query) => (query.state.error === null ? ALIVE_EVERY : GONE_EVERY),
  });
}

/** True while the host does not answer. */
export function useHostGone(): boolean {
  const { error } = useAppState();
  return error instanceof Problem && error.kind === 'offline';
}

export function useOverview(workspace: string | null) {
  return useQuery({
    queryKey: ['overview', workspace],
    queryFn: async ({ signal }) => {
      const overview = await getOverview(workspace ?? '', signal);
      // Opening a workspace makes it the latest of the recent ones.
      await queryClient.invalidateQueries({ queryKey: ['state'] });
      return overview;
    },
    staleTime: 0,
    enabled: workspace !== null,
  });
}

export function useRejects(query: RejectQuery) {
  return useQuery({
    queryKey: ['rejects', query.workspace, query.code, query.offset, query.limit],
    queryFn: ({ signal }) => getRejects(query, signal),
    placeholderData: (previous, before) =>
      before?.queryKey[1] === query.workspace ? keepPreviousData(previous) : undefined,
  });
}

/** Inspection of logs; while a changed mapping is looked at again, the former answer stays. */
export function useInspection(request: InspectRequest) {
  return useQuery({
    queryKey: ['inspect', request],
    queryFn: ({ signal }) => inspectLogs(request, signal),
    placeholderData: keepPreviousData,
    enabled: request.logs.length > 0,
    gcTime: 60_000,
  });
}

/** Fetches again what is on screen and failed. */
export function refetchFailed(): Promise<void> {
  return queryClient.refetchQueries({ type: 'active', predicate: (query) => query.state.status === 'error' });
}

/** After an import: the workspace's figures and the recent list are out of date. */
export async function refreshWorkspace(workspace: string): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['state'] }),
    queryClient.invalidateQueries({ queryKey: ['overview', workspace] }),
    queryClient.invalidateQueries({ queryKey: ['rejects', workspace] }),
    queryClient.invalidateQueries({ queryKey: ['encoders', workspace] }),
    queryClient.invalidateQueries({ queryKey: ['map', workspace] }),
  ]);
}

import { queryOptions, useQuery } from '@tanstack/react-query';
import type { FollowEvent, WatchInfo } from '@core/model/api/watch';
import { getJson, post, workspacePath } from './client';
import { readNdjson } from './ndjson';

/** Follows the logs of a workspace; aborting the signal ends it, and what was imported stays. */
export async function* followLogs(workspace: string, signal: AbortSignal): AsyncGenerator<FollowEvent> {
  const { body } = await post(`${workspacePath(workspace)}/follow`, {}, signal);
  if (body !== null) yield* readNdjson<FollowEvent>(body);
}

const watchQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['watch', workspace],
    queryFn: ({ signal }) => getJson<WatchInfo>(`${workspacePath(workspace)}/watch`, signal),
    staleTime: 0,
  });

/** What is known of a workspace's logs and alerts. */
export function useWatch(workspace: string) {
  return useQuery(watchQuery(workspace));
}

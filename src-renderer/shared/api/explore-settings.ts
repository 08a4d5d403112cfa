import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ExploreSettings } from '@core/model/api/explore';
import { getExploreSettings, putExploreSettings } from './explore-client';
import { type Problem, toProblem } from './problem';
import { queryClient } from './queries';

const NONE: ExploreSettings = { table: null, filters: [] };

export function settingsQuery(workspace: string) {
  return queryOptions({
    queryKey: ['explore-settings', workspace],
    queryFn: ({ signal }) => getExploreSettings(workspace, signal),
    staleTime: Infinity,
  });
}

/** Saved filters and the look of the table of a workspace; a change is seen at once and written behind it. */
export function useExploreSettings(workspace: string): {
  settings: ExploreSettings;
  isPending: boolean;
  /** Why the last change could not be written; it holds until the window is closed. */
  problem: Problem | null;
  save: (settings: ExploreSettings) => void;
} {
  const { data, isPending } = useQuery(settingsQuery(workspace));
  const { mutate, error } = useMutation({
    mutationFn: (settings: ExploreSettings) => putExploreSettings(workspace, settings),
    // One after another, so that the last change is the one that is kept.
    scope: { id: `explore-settings ${workspace}` },
  });
  const save = useCallback(
    (settings: ExploreSettings) => {
      queryClient.setQueryData(settingsQuery(workspace).queryKey, settings);
      mutate(settings);
    },
    [workspace, mutate],
  );
  return { settings: data ?? NONE, isPending, problem: error && toProblem(error), save };
}

import { useQuery } from '@tanstack/react-query';
import { getMeasuredEncoders, getModels } from './models-client';
import { queryClient } from './queries';

/** The encoders that are known, and which one measures. */
export function useModels() {
  // Folders can come and go at any time.
  return useQuery({ queryKey: ['models'], queryFn: ({ signal }) => getModels(signal), staleTime: 0 });
}

/** What each encoder measured in a workspace. */
export function useMeasuredEncoders(workspace: string | null) {
  return useQuery({
    queryKey: ['encoders', workspace],
    queryFn: ({ signal }) => getMeasuredEncoders(workspace ?? '', signal),
    enabled: workspace !== null,
    staleTime: 0,
  });
}

export function refreshModels(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: ['models'] });
}

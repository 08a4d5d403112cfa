import { useQuery } from '@tanstack/react-query';
import type { MapRecord } from '@core/model/pair-map';
import { getMap, getMapPoints, getPairOfPoint } from './map-client';
import { queryClient } from './queries';

/** The map of a workspace, and what one could show now. */
export function useMap(workspace: string) {
  return useQuery({
    queryKey: ['map', workspace],
    queryFn: ({ signal }) => getMap(workspace, signal),
    staleTime: 0,
  });
}

/** The points of a map; they do not change. */
export function useMapPoints(workspace: string, map: MapRecord | null) {
  return useQuery({
    queryKey: ['map-points', workspace, map?.file],
    queryFn: ({ signal }) => getMapPoints(workspace, signal),
    enabled: map !== null,
    staleTime: Infinity,
  });
}

/** The pair under the pointer; the last one stays until the next is there. */
export function usePairOfPoint(workspace: string, seq: number | null) {
  return useQuery({
    queryKey: ['pair-of-point', workspace, seq],
    queryFn: ({ signal }) => getPairOfPoint(workspace, seq ?? 0, signal),
    enabled: seq !== null,
    staleTime: Infinity,
  });
}

export async function refreshMap(workspace: string): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ['map', workspace] });
}

import type { MapProgress, MapRecord } from '@core/model/pair-map';
import { drawMap } from './api/map-client';
import { refreshMap } from './api/map-queries';
import { streamJob } from './stream-job';

/** The map that is being drawn, or was drawn last. */
export const useMapJob = streamJob<{ workspace: string }, MapProgress, { map: MapRecord }>({
  run: ({ workspace }, signal) => drawMap(workspace, signal),
  settle: ({ workspace }) => refreshMap(workspace),
});

import { drawablePairs, drawMap } from '@core/engine/draw-map';
import type { MapState } from '@core/model/api/map';
import { AppError } from '@core/model/app-error';
import type { MapProgress, MapRecord } from '@core/model/pair-map';
import { projectInThread } from '../adapters/map/project-in-thread';
import { openWorkspace } from '../adapters/workspace/folder-workspace';
import { readMap, readMapPoints, storeMap } from '../adapters/workspace/map-files';
import { currentSimilarity } from '../adapters/workspace/similarity-folder';
import type { GnomonEngine } from './gnomon-engine';

/** The same pairs and vectors give the same map, also after it was drawn anew. */
const SEED = 20_260_301;

/** The map of a workspace, whether it is out of date, and what one could show now. */
export async function mapState(engine: GnomonEngine, path: string): Promise<MapState> {
  const map = await readMap(path);
  const there = map !== null && (await readMapPoints(path, map)) !== null;
  const { current } = await currentSimilarity(path);
  const drawable = (await engine.withWorkspace(path, drawablePairs)).length;
  return {
    map: there ? map : null,
    stale: !there
      ? null
      : JSON.stringify(map.encoder) !== JSON.stringify(current?.identity)
        ? 'encoder'
        : map.batches !== current?.batches.length
          ? 'pairs'
          : null,
    drawable,
  };
}

/** Draws the map of a workspace's disagreements anew and stores it; the database is free meanwhile. */
export async function drawWorkspaceMap(
  engine: GnomonEngine,
  path: string,
  options: { onProgress: (progress: MapProgress) => void; signal: AbortSignal },
): Promise<MapRecord> {
  const seqs = await engine.withWorkspace(path, drawablePairs);
  const { current } = await currentSimilarity(path);
  const task = current && { folder: current.folder, dimensions: current.identity.dimensions, seed: SEED };
  const { points, clusters } = await drawMap({
    seqs,
    store: await openWorkspace(path),
    project: (wanted, rest) => {
      if (!task) throw new AppError('usage', { message: 'No similarity was measured yet.' });
      return projectInThread({ ...task, seqs: wanted }, rest);
    },
    now: () => performance.now(),
    ...options,
  });
  return storeMap(path, {
    encoder: current!.identity,
    batches: current!.batches.length,
    pairs: points.seqs.length,
    fitted: points.fitted,
    unclustered: points.cluster.filter((cluster) => cluster < 0).length,
    clusters,
    points,
  });
}

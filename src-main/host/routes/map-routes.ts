import { Hono } from 'hono';
import { mapPoints } from '@core/engine/map-points';
import type { MapEvent } from '@core/model/api/map';
import { AppError } from '@core/model/app-error';
import { drawWorkspaceMap, mapState } from '../../engine/map-workspace';
import type { GnomonEngine } from '../../engine/gnomon-engine';
import { errorBody } from '../error-response';
import { ndjson } from '../ndjson';
import { workspacePath } from '../workspace-path';
import { json } from '../json';

/** The endpoints that model/api/map.ts describes. */
export function mapRoutes(engine: GnomonEngine): Hono {
  const routes = new Hono();

  routes.get('/workspaces/:id/map', async (context) =>
    json(await mapState(engine, await workspacePath(engine, context.req.param('id')))),
  );

  routes.post('/workspaces/:id/map', async (context) => {
    const path = await workspacePath(engine, context.req.param('id'));
    return ndjson<MapEvent>(context.req.raw.signal, async (send, signal) => {
      try {
        const onProgress = (progress: Extract<MapEvent, { type: 'progress' }>['progress']): void =>
          send({ type: 'progress', progress });
        send({ type: 'done', map: await drawWorkspaceMap(engine, path, { onProgress, signal }) });
      } catch (error) {
        send({ type: 'error', error: errorBody(error) });
      }
    });
  });

  routes.get('/workspaces/:id/map/points', async (context) => {
    const path = await workspacePath(engine, context.req.param('id'));
    const { map } = await mapState(engine, path);
    if (!map) throw new AppError('not-found', { message: 'No map was drawn of this workspace.' });
    const bytes = await engine.withWorkspace(path, (db) => mapPoints(db, map));
    return context.body(bytes as Uint8Array<ArrayBuffer>, 200, {
      'content-type': 'application/octet-stream',
    });
  });
  return routes;
}

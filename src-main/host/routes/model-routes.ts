import { Hono } from 'hono';
import * as v from 'valibot';
import type { MeasuredEncoder, ModelDownloadEvent } from '@core/model/api/models';
import { measuredEncoders } from '../../engine/measured-encoders';
import { downloadableModel, fetchModel, listModels, removeModel, selectModel } from '../../engine/models';
import type { GnomonEngine } from '../../engine/gnomon-engine';
import { errorBody } from '../error-response';
import { ndjson } from '../ndjson';
import { parseRequest } from '../parse-request';
import { workspacePath } from '../workspace-path';
import { json } from '../json';

const ModelSchema = v.object({ model: v.string() });

/** The endpoints that model/api/models.ts describes. */
export function modelRoutes(engine: GnomonEngine): Hono {
  const routes = new Hono();
  const modelOf = async (request: { json(): Promise<unknown> }): Promise<string> =>
    parseRequest(ModelSchema, await request.json()).model;

  routes.get('/models', async () => json(await listModels()));
  routes.post('/models/select', async (context) => json(await selectModel(await modelOf(context.req))));
  routes.post('/models/remove', async (context) => json(await removeModel(await modelOf(context.req))));

  routes.post('/models/download', async (context) => {
    const entry = downloadableModel(await modelOf(context.req));
    return ndjson<ModelDownloadEvent>(context.req.raw.signal, async (send, signal) => {
      try {
        await fetchModel(entry, { signal, onProgress: (progress) => send({ type: 'progress', progress }) });
        send({ type: 'done', models: await listModels() });
      } catch (error) {
        send({ type: 'error', error: errorBody(error) });
      }
    });
  });

  routes.get('/workspaces/:id/encoders', async (context) => {
    const path = await workspacePath(engine, context.req.param('id'));
    return json((await measuredEncoders(path)) satisfies MeasuredEncoder[]);
  });
  return routes;
}

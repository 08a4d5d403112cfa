import { Hono } from 'hono';
import * as v from 'valibot';
import { pairMeaning } from '@core/engine/pair-meaning';
import type { GnomonEngine } from '../../engine/gnomon-engine';
import { parseRequest } from '../parse-request';
import { workspacePath } from '../workspace-path';
import { json } from '../json';

const ParametersSchema = v.object({
  seq: v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'not the number of a pair'), v.transform(Number)),
});

/** What the exact checks say of a pair, with the passages that raised each flag. */
export function meaningRoutes(engine: GnomonEngine): Hono {
  const routes = new Hono();
  routes.get('/workspaces/:id/pairs/:seq/meaning', async (context) => {
    const { seq } = parseRequest(ParametersSchema, { seq: context.req.param('seq') });
    const path = await workspacePath(engine, context.req.param('id'));
    return json(await engine.withWorkspace(path, (db, store) => pairMeaning({ db, store }, seq)));
  });
  return routes;
}

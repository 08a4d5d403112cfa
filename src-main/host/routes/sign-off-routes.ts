import { Hono } from 'hono';
import type { SignOffState } from '@core/model/api/sign-off';
import { SignOffRequestSchema } from '@core/model/sign-off';
import { analyse } from '../../engine/analyse';
import type { GnomonEngine } from '../../engine/gnomon-engine';
import { signOff, signOffState } from '../../engine/sign-offs';
import { parseRequest } from '../parse-request';
import { workspacePath } from '../workspace-path';
import { json } from '../json';

/** Who decided what about a workspace, and a new decision. */
export function signOffRoutes(engine: GnomonEngine): Hono {
  const routes = new Hono();

  routes.get('/workspaces/:id/sign-offs', async (context) => {
    const path = await workspacePath(engine, context.req.param('id'));
    const overview = await analyse(engine, path, { by: 'sign-off' });
    return json((await signOffState(overview)) satisfies SignOffState);
  });

  routes.post('/workspaces/:id/sign-offs', async (context) => {
    const request = parseRequest(SignOffRequestSchema, await context.req.json());
    const path = await workspacePath(engine, context.req.param('id'));
    const overview = await analyse(engine, path, { by: 'sign-off' });
    await signOff(overview, request, Date.now());
    return json((await signOffState(overview)) satisfies SignOffState);
  });

  return routes;
}

import { Hono } from 'hono';
import type { JudgeTrust } from '@core/model/api/judge-trust';
import { JudgeTrustService } from '../../engine/judge/judge-trust-service';
import type { GnomonEngine } from '../../engine/gnomon-engine';
import { workspacePath } from '../workspace-path';
import { json } from '../json';

/** How far the judge can be relied on, and what a run can be set up with. */
export function judgeTrustRoutes(engine: GnomonEngine): Hono {
  const routes = new Hono();
  const trust = new JudgeTrustService(engine);
  routes.get('/workspaces/:id/judge/trust', async (context) => {
    const path = await workspacePath(engine, context.req.param('id'));
    return json({ report: await trust.report(path) } satisfies JudgeTrust);
  });
  routes.get('/workspaces/:id/judge/options', async (context) =>
    json(await trust.options(await workspacePath(engine, context.req.param('id')))),
  );
  return routes;
}

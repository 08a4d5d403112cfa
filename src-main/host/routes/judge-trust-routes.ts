import { Hono } from 'hono';
import type { TrustEvent } from '@core/model/api/judge-trust';
import { JudgeTrustService } from '../../engine/judge/judge-trust-service';
import type { GnomonEngine } from '../../engine/gnomon-engine';
import { errorBody } from '../error-response';
import { ndjson } from '../ndjson';
import { workspacePath } from '../workspace-path';
import { json } from '../json';

/** How far the judge can be relied on, and what a run can be set up with. */
export function judgeTrustRoutes(engine: GnomonEngine): Hono {
  const routes = new Hono();
  const trust = new JudgeTrustService(engine);
  routes.get('/workspaces/:id/judge/trust', async (context) => {
    const path = await workspacePath(engine, context.req.param('id'));
    return ndjson<TrustEvent>(context.req.raw.signal, async (send, signal) => {
      try {
        const report = await trust.report(path, {
          onEarly: (early, unread) => send({ type: 'report', report: early, unread }),
          onRead: (read) => send({ type: 'reading', ...read }),
        });
        send({ type: 'report', report, unread: 0 });
      } catch (error) {
        if (!signal.aborted) send({ type: 'error', error: errorBody(error) });
      }
    });
  });
  routes.get('/workspaces/:id/judge/options', async (context) =>
    json(await trust.options(await workspacePath(engine, context.req.param('id')))),
  );
  return routes;
}

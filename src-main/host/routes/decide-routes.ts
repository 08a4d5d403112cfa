import { Hono } from 'hono';
import * as v from 'valibot';
import type { PlanAnswer } from '@core/model/api/decide';
import { PLAN_PRESETS } from '@core/model/plan-presets';
import { PlanSchema } from '@core/model/plan';
import type { GnomonEngine } from '../../engine/gnomon-engine';
import { declarePlan, readPlanState } from '../../engine/plan-state';
import { parseRequest } from '../parse-request';
import { workspacePath } from '../workspace-path';

const DeclareSchema = v.object({
  plan: PlanSchema,
  by: v.optional(v.nullable(v.string()), null),
  note: v.optional(v.nullable(v.string()), null),
});

/** The endpoints that model/api/decide.ts describes. */
export function decideRoutes(engine: GnomonEngine): Hono {
  const routes = new Hono().basePath('/workspaces/:id');

  routes.get('/plan', async (context) => {
    const path = await workspacePath(engine, context.req.param('id'));
    return context.json({ state: await readPlanState(path), presets: PLAN_PRESETS } satisfies PlanAnswer);
  });

  routes.put('/plan', async (context) => {
    const { plan, by, note } = parseRequest(DeclareSchema, await context.req.json());
    const path = await workspacePath(engine, context.req.param('id'));
    return context.json(await declarePlan(path, plan, { by, note, now: Date.now() }));
  });

  return routes;
}

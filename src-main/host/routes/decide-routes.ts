import { Hono } from 'hono';
import * as v from 'valibot';
import type { LedgerEvent, PlanAnswer } from '@core/model/api/decide';
import type { BoardEvent } from '@core/model/board';
import { PairFilterSchema } from '@core/model/pair-filter';
import { PLAN_PRESETS } from '@core/model/plan-presets';
import { PlanSchema } from '@core/model/plan';
import { analyse } from '../../engine/analyse';
import { sendBoard } from '../../engine/board';
import type { GnomonEngine } from '../../engine/gnomon-engine';
import { ledger } from '../../engine/ledger';
import { declarePlan, readPlanState } from '../../engine/plan-state';
import { whatIfWithout } from '../../engine/what-if';
import { errorBody } from '../error-response';
import { ndjson } from '../ndjson';
import { parseRequest } from '../parse-request';
import { workspacePath } from '../workspace-path';
import { json } from '../json';

const DeclareSchema = v.object({
  plan: PlanSchema,
  by: v.optional(v.nullable(v.string()), null),
  note: v.optional(v.nullable(v.string()), null),
});

const WhatIfSchema = v.object({
  exclude: v.optional(v.array(PairFilterSchema), []),
  judge: v.optional(v.nullable(v.string()), null),
});

/** The endpoints that model/api/decide.ts describes. */
export function decideRoutes(engine: GnomonEngine): Hono {
  const routes = new Hono().basePath('/workspaces/:id');

  routes.get('/plan', async (context) => {
    const path = await workspacePath(engine, context.req.param('id'));
    return json({ state: await readPlanState(path), presets: PLAN_PRESETS } satisfies PlanAnswer);
  });

  routes.put('/plan', async (context) => {
    const { plan, by, note } = parseRequest(DeclareSchema, await context.req.json());
    const path = await workspacePath(engine, context.req.param('id'));
    return json(await declarePlan(path, plan, { by, note, now: Date.now() }));
  });

  routes.get('/board', async (context) => {
    const path = await workspacePath(engine, context.req.param('id'));
    return ndjson<BoardEvent>(context.req.raw.signal, async (send) => {
      try {
        const overview = await analyse(engine, path, { by: 'window' });
        await sendBoard(engine, path, overview, (part) => send({ type: 'part', board: part }));
      } catch (error) {
        send({ type: 'error', error: errorBody(error) });
      }
    });
  });

  routes.post('/what-if', async (context) => {
    const request = parseRequest(WhatIfSchema, await context.req.json());
    const path = await workspacePath(engine, context.req.param('id'));
    return json(await whatIfWithout(engine, path, { ...request, signal: context.req.raw.signal }));
  });

  routes.post('/ledger', async (context) => {
    const path = await workspacePath(engine, context.req.param('id'));
    return ndjson<LedgerEvent>(context.req.raw.signal, async (send, signal) => {
      try {
        const done = await ledger(engine, path, {
          onProgress: (progress) => send({ type: 'progress', progress }),
          signal,
        });
        send({ type: 'done', ledger: done });
      } catch (error) {
        send({ type: 'error', error: errorBody(error) });
      }
    });
  });

  return routes;
}

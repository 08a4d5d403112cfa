import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { asSeenBy, seqOf } from '@core/engine/pair-detail';
import type { GnomonEngine } from '../../engine/gnomon-engine';
import { readPair } from '../../engine/read-pair';
import { parseRequest } from '../parse-request';
import { workspacePath } from '../workspace-path';
import { json } from '../json';

const SeqSchema = v.object({
  seq: v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'not the number of a pair'), v.transform(Number)),
});
const QuerySchema = v.object({
  blind: v.optional(v.pipe(v.string(), v.regex(/^\d{1,10}$/, 'not a seed'), v.transform(Number))),
  reviewer: v.optional(v.string()),
});

/** Texts and figures of one pair, by its number or its request id. */
export function pairRoutes(engine: GnomonEngine): Hono {
  const routes = new Hono();

  const answer = async (context: Context, find: (path: string) => Promise<number>): Promise<Response> => {
    const { blind: seed = null, reviewer = null } = parseRequest(QuerySchema, context.req.query());
    const path = await workspacePath(engine, context.req.param('id') ?? '');
    const pair = await readPair(engine, path, await find(path));
    return json(asSeenBy(pair, { reviewer, seed }));
  };

  routes.get('/workspaces/:id/pairs/:seq', (context) =>
    answer(context, async () => parseRequest(SeqSchema, { seq: context.req.param('seq') }).seq),
  );
  routes.get('/workspaces/:id/pair', (context) =>
    answer(context, (path) =>
      engine.withWorkspace(path, (db) => seqOf(db, context.req.query('request_id') ?? '')),
    ),
  );
  return routes;
}

import { Hono } from 'hono';
import * as v from 'valibot';
import { PairFilterSchema } from '@core/model/pair-filter';
import { ExploreWorkspace } from '../../engine/explore-workspace';
import type { GnomonEngine } from '../../engine/gnomon-engine';
import { parseRequest } from '../parse-request';
import { workspacePath } from '../workspace-path';

/** Rows of one page at most. */
const MOST_ROWS = 500;

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const SortSchema = v.array(v.object({ column: v.string(), desc: v.boolean() }));
const FilterSchema = v.object({ filter: PairFilterSchema });
const PlaceSchema = v.object({ filter: PairFilterSchema, sort: SortSchema, requestId: v.string() });
const RowsSchema = v.object({
  filter: PairFilterSchema,
  sort: SortSchema,
  offset: whole,
  limit: v.pipe(whole, v.maxValue(MOST_ROWS)),
  columns: v.array(v.string()),
});

/** The endpoints that model/api/explore.ts describes. */
export function exploreRoutes(engine: GnomonEngine): Hono {
  const routes = new Hono().basePath('/workspaces/:id/explore');
  const explore = new ExploreWorkspace(engine);

  routes.get('/columns', async (context) =>
    context.json(await explore.columns(await workspacePath(engine, context.req.param('id')))),
  );
  routes.post('/rows', async (context) => {
    const request = parseRequest(RowsSchema, await context.req.json());
    return context.json(await explore.rows(await workspacePath(engine, context.req.param('id')), request));
  });
  routes.post('/place', async (context) => {
    const request = parseRequest(PlaceSchema, await context.req.json());
    return context.json(await explore.place(await workspacePath(engine, context.req.param('id')), request));
  });
  routes.post('/facets', async (context) => {
    const { filter } = parseRequest(FilterSchema, await context.req.json());
    return context.json(await explore.facets(await workspacePath(engine, context.req.param('id')), filter));
  });
  routes.post('/without', async (context) => {
    const { filter } = parseRequest(FilterSchema, await context.req.json());
    return context.json(await explore.without(await workspacePath(engine, context.req.param('id')), filter));
  });
  return routes;
}

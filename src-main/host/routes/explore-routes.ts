import { Hono } from 'hono';
import * as v from 'valibot';
import { EXPORT_FORMATS, type SearchEvent, type SearchProgress } from '@core/model/api/explore';
import { PairFilterSchema, TextConditionSchema } from '@core/model/pair-filter';
import {
  ExploreSettingsSchema,
  readExploreSettings,
  writeExploreSettings,
} from '../../adapters/workspace/explore-settings-file';
import { figuresOfFilter } from '../../engine/figures-of-filter';
import { ExploreWorkspace } from '../../engine/explore-workspace';
import type { GnomonEngine } from '../../engine/gnomon-engine';
import { errorBody } from '../error-response';
import { exportFrames } from '../export-frames';
import { ndjson } from '../ndjson';
import { parseRequest } from '../parse-request';
import { workspacePath } from '../workspace-path';
import { json } from '../json';

/** Rows of one page at most. */
const MOST_ROWS = 500;
/** How often a search tells how far it is, ms. */
const PROGRESS_MS = 250;

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const SortSchema = v.array(v.object({ column: v.string(), desc: v.boolean() }));
const FilterSchema = v.object({ filter: PairFilterSchema });
const FacetsSchema = v.object({ filter: PairFilterSchema, columns: v.optional(v.array(v.string())) });
const PlaceSchema = v.object({ filter: PairFilterSchema, sort: SortSchema, requestId: v.string() });
const ExportSchema = v.object({
  format: v.picklist(EXPORT_FORMATS),
  filter: PairFilterSchema,
  sort: SortSchema,
  columns: v.optional(v.array(v.string())),
});
const SearchSchema = v.object({ condition: TextConditionSchema, goOn: v.boolean() });
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
    json(await explore.columns(await workspacePath(engine, context.req.param('id')))),
  );
  routes.get('/opening', async (context) =>
    json(engine.openingOf(await workspacePath(engine, context.req.param('id')))),
  );
  routes.post('/warm', async (context) => {
    await explore.warm(await workspacePath(engine, context.req.param('id')));
    return context.body(null, 204);
  });
  routes.post('/rows', async (context) => {
    const request = parseRequest(RowsSchema, await context.req.json());
    return json(await explore.rows(await workspacePath(engine, context.req.param('id')), request));
  });
  routes.post('/place', async (context) => {
    const request = parseRequest(PlaceSchema, await context.req.json());
    return json(await explore.place(await workspacePath(engine, context.req.param('id')), request));
  });
  routes.post('/facets', async (context) => {
    const { filter, columns } = parseRequest(FacetsSchema, await context.req.json());
    const path = await workspacePath(engine, context.req.param('id'));
    return json(await explore.facets(path, { filter, ...(columns && { columns }) }));
  });
  routes.post('/without', async (context) => {
    const { filter } = parseRequest(FilterSchema, await context.req.json());
    return json(await explore.without(await workspacePath(engine, context.req.param('id')), filter));
  });
  routes.post('/figures', async (context) => {
    const { filter } = parseRequest(FilterSchema, await context.req.json());
    const path = await workspacePath(engine, context.req.param('id'));
    return json(await figuresOfFilter(engine, path, { filter, signal: context.req.raw.signal }));
  });
  routes.post('/search', async (context) => {
    const request = parseRequest(SearchSchema, await context.req.json());
    const path = await workspacePath(engine, context.req.param('id'));
    return ndjson<SearchEvent>(context.req.raw.signal, async (send, signal) => {
      let told = Number.NEGATIVE_INFINITY;
      const onProgress = (progress: SearchProgress): void => {
        if (performance.now() - told < PROGRESS_MS) return;
        told = performance.now();
        send({ type: 'progress', progress });
      };
      try {
        send({ type: 'done', progress: await explore.search(path, request, { onProgress, signal }) });
      } catch (error) {
        send({ type: 'error', error: errorBody(error) });
      }
    });
  });
  routes.post('/search/pause', async (context) => {
    const condition = parseRequest(TextConditionSchema, await context.req.json());
    await explore.pauseSearch(await workspacePath(engine, context.req.param('id')), condition);
    return context.body(null, 204);
  });
  routes.post('/export', async (context) => {
    const { columns, ...request } = parseRequest(ExportSchema, await context.req.json());
    const path = await workspacePath(engine, context.req.param('id'));
    return exportFrames(context.req.raw.signal, (signal) =>
      explore.export(path, { ...request, ...(columns && { columns }) }, signal),
    );
  });
  routes.get('/settings', async (context) =>
    json(await readExploreSettings(await workspacePath(engine, context.req.param('id')))),
  );
  routes.put('/settings', async (context) => {
    const settings = parseRequest(ExploreSettingsSchema, await context.req.json());
    await writeExploreSettings(await workspacePath(engine, context.req.param('id')), settings);
    return context.body(null, 204);
  });
  return routes;
}

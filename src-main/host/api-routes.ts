import { Hono } from 'hono';
import * as v from 'valibot';
import { pageOf } from './page-of';
import type { AppState, ImportEvent, SimilarityEvent } from '@core/model/api';
import { AppError } from '@core/model/app-error';
import type { ArmName } from '@core/model/arm';
import { REJECT_CODES } from '@core/model/import';
import { analyse } from '../engine/analyse';
import { readPlanState } from '../engine/plan-state';
import { rememberLogs } from '../engine/followed-logs';
import type { GnomonEngine, LogOptions } from '../engine/gnomon-engine';
import type { JudgeService } from '../engine/judge/judge-service';
import { forget, readRecent, toRecentWorkspaces } from '../engine/recent-workspaces';
import { VERSION } from '../engine/version';
import { errorBody } from './error-response';
import type { LogRegistry } from './log-registry';
import { ndjson } from './ndjson';
import { modelToLoad } from '../engine/models';
import { parseRequest } from './parse-request';
import { decideRoutes } from './routes/decide-routes';
import { exploreRoutes } from './routes/explore-routes';
import { judgeRoutes } from './routes/judge-routes';
import { judgeTrustRoutes } from './routes/judge-trust-routes';
import { meaningRoutes } from './routes/meaning-routes';
import { reportRoutes } from './routes/report-routes';
import { signOffRoutes } from './routes/sign-off-routes';
import { watchRoutes } from './routes/watch-routes';
import { pairRoutes } from './routes/pair-routes';
import { reviewRoutes } from './routes/review-routes';
import { mapRoutes } from './routes/map-routes';
import { modelRoutes } from './routes/model-routes';
import { workspacePath } from './workspace-path';
import { json } from './json';

const Names = v.record(v.string(), v.string());
const RequestSchema = v.object({
  logs: v.pipe(v.array(v.string()), v.minLength(1, 'no log was chosen')),
  mapping: v.optional(Names),
  units: v.optional(v.record(v.string(), v.picklist(['s', 'ms', 'us', 'ns']))),
  arms: v.optional(v.record(v.string(), v.picklist(['prod', 'shadow']))),
  workspace: v.optional(v.string()),
});

/** Ids that the host made: a page must not name paths. */
const SimilaritySchema = v.object({
  model: v.optional(v.string()),
  untilDecided: v.optional(v.boolean()),
});

export interface ApiContext {
  engine: GnomonEngine;
  judge: JudgeService;
  logs: LogRegistry;
  kind: AppState['host'];
  exampleLog: string;
  /** What the page shows at start. */
  current: AppState['current'];
  opening: AppState['opening'];
}

/** The endpoints that model/api.ts describes. */
export function apiRoutes({ engine, judge, logs, kind, exampleLog, current, opening }: ApiContext): Hono {
  const api = new Hono();

  api.get('/state', async () => {
    const recent = toRecentWorkspaces(await readRecent());
    return json({ version: VERSION, host: kind, recent, current, opening } satisfies AppState);
  });

  api.post('/logs', async (context) => {
    const body = context.req.raw.body;
    if (!body) throw new AppError('usage', { message: 'The upload has no content.' });
    return json(await logs.upload(context.req.query('name') ?? 'log', body));
  });

  api.post('/inspect', async (context) => {
    const request = parseRequest(RequestSchema, await context.req.json());
    return json(
      await engine.inspect(
        request.logs.map((id) => logs.pathOf(id)),
        optionsOf(request, logs),
      ),
    );
  });

  api.post('/import', async (context) => {
    const request = parseRequest(RequestSchema, await context.req.json());
    const paths = request.logs.map((id) => logs.pathOf(id));
    const workspace = request.workspace === undefined ? null : await workspacePath(engine, request.workspace);
    return ndjson<ImportEvent>(context.req.raw.signal, async (send, signal) => {
      try {
        const { path, imported } = await engine.importLogs({
          paths,
          ...optionsOf(request, logs),
          ...(workspace && { workspace }),
          onProgress: (progress) => send({ type: 'progress', progress }),
          signal,
        });
        await rememberLogs(path, paths);
        send({ type: 'done', workspace: await engine.idOf(path), imported });
      } catch (error) {
        send({ type: 'error', error: errorBody(error) });
      }
    });
  });

  api.post('/example', async () => {
    const { path } = await engine.importLogs({ paths: [exampleLog] });
    return json({ workspace: await engine.idOf(path) });
  });

  api.get('/workspaces/:id/overview', async (context) =>
    json(await analyse(engine, await workspacePath(engine, context.req.param('id')), { by: 'window' })),
  );

  api.post('/workspaces/:id/similarity', async (context) => {
    const { model, untilDecided } = parseRequest(SimilaritySchema, await context.req.json());
    const path = await workspacePath(engine, context.req.param('id'));
    const load = await modelToLoad(model);
    return ndjson<SimilarityEvent>(context.req.raw.signal, async (send, signal) => {
      try {
        const run = await engine.measureSimilarity(path, {
          plan: (await readPlanState(path)).plan,
          model: load,
          ...(untilDecided !== undefined && { untilDecided }),
          onProgress: (progress) => send({ type: 'progress', progress }),
          signal,
        });
        send({ type: 'done', run });
      } catch (error) {
        send({ type: 'error', error: errorBody(error) });
      }
    });
  });

  api.get('/workspaces/:id/rejects', async (context) => {
    const path = await workspacePath(engine, context.req.param('id'));
    const code = v.parse(v.optional(v.picklist(REJECT_CODES)), context.req.query('code'));
    const { offset, limit } = pageOf(context.req.query());
    return engine.withWorkspace(path, async (_, store) => {
      const page = await store.readRejects({ offset, limit, ...(code && { code }) });
      return json({ ...page, offset, byCode: await store.countRejects() });
    });
  });

  api.route('/', decideRoutes(engine));
  api.route('/', exploreRoutes(engine));
  api.route('/', judgeRoutes(engine, judge));
  api.route('/', judgeTrustRoutes(engine));
  api.route('/', meaningRoutes(engine));
  api.route('/', reportRoutes(engine));
  api.route('/', signOffRoutes(engine));
  api.route('/', pairRoutes(engine));
  api.route('/', reviewRoutes(engine));
  api.route('/', modelRoutes(engine));
  api.route('/', mapRoutes(engine));
  api.route('/', watchRoutes(engine));

  api.delete('/recent/:id', async (context) => {
    await forget(context.req.param('id'));
    return context.body(null, 204);
  });

  return api;
}

function optionsOf(
  { mapping, units, arms }: v.InferOutput<typeof RequestSchema>,
  logs: LogRegistry,
): LogOptions {
  const byPath = Object.entries(arms ?? {}).map(([id, arm]): [string, ArmName] => [logs.pathOf(id), arm]);
  return { ...(mapping && { mapping }), ...(units && { units }), arms: new Map(byPath) };
}

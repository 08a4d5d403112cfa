import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type {
  EstimateEvent,
  JudgeEvent,
  JudgeModels,
  JudgeRequest,
  JudgeRunRequest,
  PreviewRequest,
} from '@core/model/api/judge';
import { AppError } from '@core/model/app-error';
import { JUDGE_ORDERS, JUDGE_PROVIDERS } from '@core/model/judge';
import { type CountedPairs, PriceTableSchema } from '@core/model/judge-run';
import type { GnomonEngine } from '../../engine/gnomon-engine';
import { judgementPage, pairJudgements } from '../../engine/judge/judge-records';
import type { JudgeService } from '../../engine/judge/judge-service';
import { errorBody } from '../error-response';
import { ndjson } from '../ndjson';
import { pageOf } from '../page-of';
import { parseRequest } from '../parse-request';
import { workspacePath } from '../workspace-path';
import { json } from '../json';

const baseUrl = v.optional(v.nullable(v.pipe(v.string(), v.url())), null);
const provider = v.picklist(JUDGE_PROVIDERS);
const SecretSchema = v.strictObject({ provider, baseUrl, secret: v.nullable(v.string()) });
const ServerSchema = v.strictObject({ provider, baseUrl });
/** Configuration and settings are checked with their defaults by the engine. */
const request = {
  configuration: v.looseObject({ provider, model: v.string() }),
  settings: v.optional(v.record(v.string(), v.unknown())),
};
const JudgeSchema = v.strictObject(request);
const PreviewSchema = v.strictObject({
  ...request,
  pair: v.optional(v.string()),
  order: v.optional(v.picklist(JUDGE_ORDERS)),
});
const RunSchema = v.strictObject({ ...request, consent: v.optional(v.string()) });

/** The endpoints that model/api/judge.ts describes. */
export function judgeRoutes(engine: GnomonEngine, judge: JudgeService): Hono {
  const routes = new Hono();
  const pathOf = (context: Context): Promise<string> => workspacePath(engine, context.req.param('id') ?? '');

  routes.get('/judge/settings', async () => json(await judge.settings()));

  routes.put('/judge/secret', async (context) => {
    await judge.setSecret(parseRequest(SecretSchema, await context.req.json()));
    return context.body(null, 204);
  });

  routes.put('/judge/prices', async (context) =>
    json(await judge.setPrices(parseRequest(PriceTableSchema, await context.req.json()))),
  );

  routes.put('/judge/consent', async (context) => {
    const { destination } = parseRequest(
      v.strictObject({ destination: v.string() }),
      await context.req.json(),
    );
    await judge.consent(destination);
    return context.body(null, 204);
  });

  routes.post('/judge/models', async (context) => {
    const server = parseRequest(ServerSchema, await context.req.json());
    // A server that is not there is an answer: a failed request would stand in the browser's console as a defect.
    const answer = await judge.models(server).then(
      (models) => ({ models }),
      (error: unknown) => ({ problem: errorBody(error) }),
    );
    return json(answer satisfies JudgeModels);
  });

  routes.get('/workspaces/:id/judge', async (context) => json(await judge.state(await pathOf(context))));

  routes.put('/workspaces/:id/judge/current', async (context) => {
    const { config } = parseRequest(v.strictObject({ config: v.string() }), await context.req.json());
    const path = await pathOf(context);
    await judge.setCurrent(path, config);
    return json(await judge.state(path));
  });

  routes.post('/workspaces/:id/judge/estimate', async (context) => {
    const asked = parseRequest(JudgeSchema, await context.req.json()) as JudgeRequest;
    const path = await pathOf(context);
    return ndjson<EstimateEvent>(context.req.raw.signal, async (send, signal) => {
      try {
        const onCounted = (counted: CountedPairs): void => send({ type: 'counting', counted });
        send({ type: 'done', estimate: await judge.estimate(path, asked, { onCounted, signal }) });
      } catch (error) {
        if (!signal.aborted) send({ type: 'error', error: errorBody(error) });
      }
    });
  });

  routes.post('/workspaces/:id/judge/preview', async (context) => {
    const asked = parseRequest(PreviewSchema, await context.req.json()) as PreviewRequest;
    return json(await judge.preview(await pathOf(context), asked));
  });

  routes.post('/workspaces/:id/judge/run', async (context) => {
    const asked = parseRequest(RunSchema, await context.req.json()) as JudgeRunRequest;
    const path = await pathOf(context);
    return ndjson<JudgeEvent>(context.req.raw.signal, async (send, signal) => {
      try {
        await judge.run(path, asked, { signal, onEvent: send });
      } catch (error) {
        send({ type: 'error', error: errorBody(error) });
      }
    });
  });

  routes.get('/workspaces/:id/judge/run', async (context) => {
    const path = await pathOf(context);
    if (!judge.runs.has(path))
      throw new AppError('not-found', { message: 'No judge is running on this workspace.' });
    return ndjson<JudgeEvent>(context.req.raw.signal, (send, signal) =>
      judge.runs.watch(path, { signal, onEvent: send }),
    );
  });

  routes.post('/workspaces/:id/judge/stop', async (context) => {
    const { how } = parseRequest(
      v.strictObject({ how: v.picklist(['pause', 'cancel']) }),
      await context.req.json(),
    );
    judge.runs.stop(await pathOf(context), how);
    return context.body(null, 204);
  });

  routes.get('/workspaces/:id/judge/judgements', async (context) => {
    const { config, unjudged } = context.req.query();
    return json(
      await judgementPage(await pathOf(context), {
        ...(config !== undefined && { config }),
        unjudged: unjudged === 'true' || unjudged === '1',
        ...pageOf(context.req.query()),
      }),
    );
  });

  routes.get('/workspaces/:id/judge/pairs/:pair', async (context) =>
    json(await pairJudgements(await pathOf(context), context.req.param('pair'))),
  );

  return routes;
}

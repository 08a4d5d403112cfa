import type {
  EstimateEvent,
  EstimateRequest,
  JudgeEvent,
  JudgeModels,
  JudgeRunRequest,
  JudgeSettings,
  JudgeState,
  JudgementPage,
  PreviewRequest,
  SecretRequest,
} from '@core/model/api/judge';
import type { JudgeOptions, TrustEvent } from '@core/model/api/judge-trust';
import type { JudgeProviderKind } from '@core/model/judge';
import type { CountedPairs, JudgeEstimate, JudgePriceTable, PromptPreview } from '@core/model/judge-run';
import { call, getJson, post, withSignal, workspacePath } from './client';
import { readNdjson } from './ndjson';
import { offlineProblem, problemFromBody } from './problem';

function judgePath(workspace: string, rest = ''): string {
  return `${workspacePath(workspace)}/judge${rest}`;
}

async function put(path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return call(path, { method: 'PUT', headers, body: JSON.stringify(body) });
}

export function getJudgeSettings(signal?: AbortSignal): Promise<JudgeSettings> {
  return getJson('/api/judge/settings', signal);
}

/** Keys go one way: the page can set and remove them, never read them. */
export async function putSecret(request: SecretRequest): Promise<void> {
  await put('/api/judge/secret', request);
}

export async function putPrices(prices: JudgePriceTable): Promise<void> {
  await put('/api/judge/prices', prices);
}

/** Models that the server behind a provider offers. */
export async function askModels(
  server: { provider: JudgeProviderKind; baseUrl: string | null },
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const response = await post('/api/judge/models', server, signal);
  const answer = (await response.json()) as JudgeModels;
  if ('problem' in answer) throw problemFromBody(answer.problem, response.status);
  return answer.models;
}

export function getJudgeState(workspace: string, signal?: AbortSignal): Promise<JudgeState> {
  return getJson(judgePath(workspace), signal);
}

export async function putCurrent(workspace: string, config: string): Promise<void> {
  await put(judgePath(workspace, '/current'), { config });
}

/** What a run would do; counting the prompts of a large sample takes a while. Throws Problem. */
export async function estimateRun(
  workspace: string,
  request: EstimateRequest,
  { signal, onCounted }: { signal: AbortSignal; onCounted: (counted: CountedPairs) => void },
): Promise<JudgeEstimate> {
  const { body } = await post(judgePath(workspace, '/estimate'), request, signal);
  for await (const event of readNdjson<EstimateEvent>(body!)) {
    if (event.type === 'counting') onCounted(event.counted);
    else if (event.type === 'done') return event.estimate;
    else throw problemFromBody(event.error, 500);
  }
  throw offlineProblem();
}

export async function previewPrompt(
  workspace: string,
  request: PreviewRequest,
  signal?: AbortSignal,
): Promise<PromptPreview> {
  return (await post(judgePath(workspace, '/preview'), request, signal)).json() as Promise<PromptPreview>;
}

/** Starts a run, yielding what happens; aborting the signal pauses it. */
export async function* runJudge(
  workspace: string,
  request: JudgeRunRequest,
  signal: AbortSignal,
): AsyncGenerator<JudgeEvent> {
  const { body } = await post(judgePath(workspace, '/run'), request, signal);
  if (body !== null) yield* readNdjson<JudgeEvent>(body);
}

/** Follows the run under way, e.g. one that another window started; aborting leaves it alone. */
export async function* followJudge(workspace: string, signal: AbortSignal): AsyncGenerator<JudgeEvent> {
  const { body } = await call(judgePath(workspace, '/run'), withSignal({}, signal));
  if (body !== null) yield* readNdjson<JudgeEvent>(body);
}

export async function stopJudge(workspace: string, how: 'pause' | 'cancel'): Promise<void> {
  await post(judgePath(workspace, '/stop'), { how });
}

export function getUnjudged(
  workspace: string,
  { config, offset, limit }: { config: string; offset: number; limit: number },
  signal?: AbortSignal,
): Promise<JudgementPage> {
  const parameters = new URLSearchParams({
    config,
    unjudged: 'true',
    offset: String(offset),
    limit: String(limit),
  });
  return getJson(judgePath(workspace, `/judgements?${parameters}`), signal);
}

/** The trust figures as they grow: without what the outputs show first, where many are to be read. Throws Problem. */
export async function* readJudgeTrust(
  workspace: string,
  signal: AbortSignal,
): AsyncGenerator<Exclude<TrustEvent, { type: 'error' }>> {
  const { body } = await call(judgePath(workspace, '/trust'), { signal });
  for await (const event of readNdjson<TrustEvent>(body!)) {
    if (event.type === 'error') throw problemFromBody(event.error, 500);
    yield event;
  }
}

export function getJudgeOptions(workspace: string, signal?: AbortSignal): Promise<JudgeOptions> {
  return getJson(judgePath(workspace, '/options'), signal);
}

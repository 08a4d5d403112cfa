import type {
  AppState,
  ImportEvent,
  ImportRequest,
  InspectRequest,
  LogInspection,
  LogRef,
  RejectPage,
  SimilarityEvent,
  SimilarityRequest,
} from '@core/model/api';
import type { RejectCode } from '@core/model/import';
import type { Overview } from '@core/model/overview';
import type { ReportFormat } from '@core/model/report';
import { visibleText } from '@core/model/visible-text';
import { readNdjson } from './ndjson';
import { offlineProblem, problemFromBody } from './problem';
import { tokenHeaders } from './token';

/** Calls the host. Throws Problem; an abort is thrown as it is. */
export async function call(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { ...tokenHeaders(), ...(init.headers as Record<string, string> | undefined) };
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw offlineProblem();
  }
  if (!response.ok) throw problemFromBody(await response.json().catch(() => null), response.status);
  return response;
}

/** Texts come from logs: characters that are invisible or turn the direction of text are shown, not obeyed. */
export async function getJson<Value>(path: string, signal?: AbortSignal): Promise<Value> {
  const text = await (await call(path, withSignal({}, signal))).text();
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === 'string' ? visibleText(value) : value,
  ) as Value;
}

/** Sends a JSON body. */
export function post(path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  return send('POST', path, body, signal);
}

export function put(path: string, body: unknown): Promise<Response> {
  return send('PUT', path, body);
}

function send(method: string, path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return call(path, withSignal({ method, headers, body: JSON.stringify(body) }, signal));
}

export function withSignal(init: RequestInit, signal: AbortSignal | undefined): RequestInit {
  return signal === undefined ? init : { ...init, signal };
}

export function workspacePath(id: string): string {
  return `/api/workspaces/${encodeURIComponent(id)}`;
}

export function getState(signal?: AbortSignal): Promise<AppState> {
  return getJson('/api/state', signal);
}

/** Sends a file from the browser to the host. */
export async function uploadLog(file: File, signal?: AbortSignal): Promise<LogRef> {
  const headers = { 'content-type': 'application/octet-stream' };
  const path = `/api/logs?name=${encodeURIComponent(file.name)}`;
  return (
    await call(path, withSignal({ method: 'POST', headers, body: file }, signal))
  ).json() as Promise<LogRef>;
}

/** What the logs hold, one inspection a log, in the order of the request. */
export async function inspectLogs(request: InspectRequest, signal?: AbortSignal): Promise<LogInspection[]> {
  return (await post('/api/inspect', request, signal)).json() as Promise<LogInspection[]>;
}

/** Imports logs, yielding what happens; aborting the signal cancels the import at the host. */
export async function* importLogs(request: ImportRequest, signal: AbortSignal): AsyncGenerator<ImportEvent> {
  const { body } = await post('/api/import', request, signal);
  if (body !== null) yield* readNdjson<ImportEvent>(body);
}

/** Measures similarities, yielding what happens; aborting the signal cancels, and what was measured is kept. */
export async function* measureSimilarity(
  workspace: string,
  request: SimilarityRequest,
  signal: AbortSignal,
): AsyncGenerator<SimilarityEvent> {
  const { body } = await post(`${workspacePath(workspace)}/similarity`, request, signal);
  if (body !== null) yield* readNdjson<SimilarityEvent>(body);
}

/** Imports the bundled example, or finds it imported already. */
export async function openExample(signal?: AbortSignal): Promise<{ workspace: string }> {
  return (await post('/api/example', {}, signal)).json() as Promise<{ workspace: string }>;
}

export function getOverview(workspace: string, signal?: AbortSignal): Promise<Overview> {
  return getJson(`${workspacePath(workspace)}/overview`, signal);
}

export interface RejectQuery {
  workspace: string;
  code: RejectCode | null;
  offset: number;
  limit: number;
}

export function getRejects(query: RejectQuery, signal?: AbortSignal): Promise<RejectPage> {
  const parameters = new URLSearchParams({ offset: String(query.offset), limit: String(query.limit) });
  if (query.code !== null) parameters.set('code', query.code);
  return getJson(`${workspacePath(query.workspace)}/rejects?${parameters}`, signal);
}

/** Whether addresses, phone numbers and keys are replaced in what a report quotes. */
export type ReportRedaction = 'usual' | 'none';

export async function getReport(
  workspace: string,
  format: ReportFormat,
  redact: ReportRedaction,
): Promise<Blob> {
  return (await call(`${workspacePath(workspace)}/report?format=${format}&redact=${redact}`)).blob();
}

/** Forgets an entry of the recent list; no data are deleted. */
export async function forgetRecent(id: string): Promise<void> {
  await call(`/api/recent/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

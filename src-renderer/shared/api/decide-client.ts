import type { BoardEvent, GrowingBoard } from '@core/model/board';
import type { LedgerEvent, PlanRequest, WhatIfAnswer, WhatIfRequest } from '@core/model/api/decide';
import type { SignOffState } from '@core/model/api/sign-off';
import type { PlanState } from '@core/model/look';
import type { SignOffRequest } from '@core/model/sign-off';
import { parseReport } from '@core/report/render-json';
import type { ReportModel } from '@core/report/report-model';
import { type ReportRedaction, call, getJson, post, put, withSignal, workspacePath } from './client';
import { readNdjson } from './ndjson';
import { problemFromBody } from './problem';

/**
 * The board as it grows, the head first. Filters in it hold values as they were logged; what is shown goes through
 * `safeText`. Throws Problem.
 */
export async function* readBoard(workspace: string, signal: AbortSignal): AsyncGenerator<GrowingBoard> {
  const { body } = await call(`${workspacePath(workspace)}/board`, { signal });
  if (body === null) return;
  const known: Partial<GrowingBoard> = {};
  for await (const event of readNdjson<BoardEvent>(body)) {
    if (event.type === 'error') throw problemFromBody(event.error, 500);
    Object.assign(known, event.board);
    // A new object each time, for the page to see that it has changed.
    yield { ...known } as GrowingBoard;
  }
}

/** Evidence as if some pairs were not there or another judge had been asked, and how many pairs those are. */
export async function getWhatIf(
  workspace: string,
  request: WhatIfRequest,
  signal?: AbortSignal,
): Promise<WhatIfAnswer> {
  const response = await post(`${workspacePath(workspace)}/what-if`, request, signal);
  return (await response.json()) as WhatIfAnswer;
}

/** Reads the texts of all pairs once, which takes a while on a large workspace; yields how far it is. */
export async function* readLedger(workspace: string, signal: AbortSignal): AsyncGenerator<LedgerEvent> {
  const { body } = await post(`${workspacePath(workspace)}/ledger`, {}, signal);
  if (body !== null) yield* readNdjson<LedgerEvent>(body);
}

/** Declares a plan; the answer holds it as the last of the versions. */
export async function declarePlan(workspace: string, request: PlanRequest): Promise<PlanState> {
  return (await put(`${workspacePath(workspace)}/plan`, request)).json() as Promise<PlanState>;
}

export function getSignOffs(workspace: string, signal?: AbortSignal): Promise<SignOffState> {
  return getJson(`${workspacePath(workspace)}/sign-offs`, signal);
}

export async function postSignOff(workspace: string, request: SignOffRequest): Promise<SignOffState> {
  return (await post(`${workspacePath(workspace)}/sign-offs`, request)).json() as Promise<SignOffState>;
}

/** What every format of the report is rendered from, for the preview. */
export async function getReportModel(
  workspace: string,
  redact: ReportRedaction,
  signal?: AbortSignal,
): Promise<ReportModel> {
  const path = `${workspacePath(workspace)}/report?format=json&redact=${redact}`;
  return parseReport(await (await call(path, withSignal({}, signal))).text());
}

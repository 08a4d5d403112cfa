import { decide } from '@core/decision/decide';
import type { DecisionBoard } from '@core/model/board';
import type { Evidence } from '@core/model/evidence';
import type { LedgerEvent, PlanRequest, WhatIfAnswer } from '@core/model/api/decide';
import type { SignOffState } from '@core/model/api/sign-off';
import type { PlanState } from '@core/model/look';
import type { PairFilter } from '@core/model/pair-filter';
import type { RolloutFormat } from '@core/model/rollout';
import type { SignOffRequest } from '@core/model/sign-off';
import { parseReport } from '@core/report/render-json';
import type { ReportModel } from '@core/report/report-model';
import { type ReportRedaction, call, getJson, post, put, withSignal, workspacePath } from './client';
import { readNdjson } from './ndjson';

/** Filters in it hold values as they were logged; what is shown goes through `safeText`. */
export async function getBoard(workspace: string, signal?: AbortSignal): Promise<DecisionBoard> {
  const response = await call(`${workspacePath(workspace)}/board`, withSignal({}, signal));
  return decidedHere((await response.json()) as DecisionBoard);
}

/** JSON has no ∞: an order statistic or a bound that a timeout decides arrives as null. */
function decidedHere(board: DecisionBoard): DecisionBoard {
  const evidence = withTimeouts(board.evidence) as Evidence;
  const decision = decide(evidence, board.planState.plan);
  const results = new Map(decision.criteria.map((result) => [result.id, result]));
  const criteria = board.criteria.map((each) => ({ ...each, result: results.get(each.key) ?? each.result }));
  return { ...board, evidence, decision, criteria };
}

function withTimeouts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTimeouts);
  if (typeof value !== 'object' || value === null) return value;
  const isOrder = 'quantile' in value && 'lower' in value && 'upper' in value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      isOrder && item === null ? Infinity : withTimeouts(item),
    ]),
  );
}

/** Evidence as if the pairs of these filters were not there, and how many those are. */
export async function getEvidenceWithout(
  workspace: string,
  exclude: readonly PairFilter[],
  signal?: AbortSignal,
): Promise<{ evidence: Evidence; excluded: number }> {
  const response = await post(`${workspacePath(workspace)}/what-if`, { exclude }, signal);
  const { evidence, excluded } = (await response.json()) as WhatIfAnswer;
  return { evidence: withTimeouts(evidence) as Evidence, excluded };
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

export async function getRollout(workspace: string, format: RolloutFormat): Promise<string> {
  return (await call(`${workspacePath(workspace)}/rollout?format=${format}`)).text();
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

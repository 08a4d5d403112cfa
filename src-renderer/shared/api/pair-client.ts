import type { PairDetail } from '@core/model/api/pair';
import type { PairMeaning } from '@core/model/meaning';
import type { ReviewRequest } from '@core/model/review';
import type { ReviewHistory, ReviewQueue, ReviewSummary, VoteColumn } from '@core/model/api/review';
import type { ArmName } from '@core/model/arm';
import { type PairFilter, encodeFilter } from '@core/model/pair-filter';
import { call, getJson, post, withSignal, workspacePath } from './client';

/** Which pair, and who looks at it how. */
export interface PairQuery {
  workspace: string;
  requestId: string;
  /** Seed of the sides in blind mode; null where the arms are shown. */
  seed: number | null;
  reviewer: string | null;
}

/** One pair. Its texts are as they were logged: passages count their characters, so they are made visible when shown. */
export async function getPair(
  { workspace, requestId, seed, reviewer }: PairQuery,
  signal?: AbortSignal,
): Promise<PairDetail> {
  const parameters = new URLSearchParams({ request_id: requestId });
  if (seed !== null) parameters.set('blind', String(seed));
  if (seed !== null && reviewer !== null) parameters.set('reviewer', reviewer);
  const response = await call(`${workspacePath(workspace)}/pair?${parameters}`, withSignal({}, signal));
  return response.json() as Promise<PairDetail>;
}

/** Flags of one pair with their passages in the texts as they were logged. */
export async function getMeaning(workspace: string, seq: number, signal?: AbortSignal): Promise<PairMeaning> {
  const response = await call(`${workspacePath(workspace)}/pairs/${seq}/meaning`, withSignal({}, signal));
  return response.json() as Promise<PairMeaning>;
}

/** Writes a review; the answer is the pair with it, and so shows the arms that blind mode hid. */
export async function postReview(workspace: string, review: ReviewRequest): Promise<PairDetail> {
  return (await post(`${workspacePath(workspace)}/reviews`, review)).json() as Promise<PairDetail>;
}

/** What people said. Request ids are as they were logged: pairs are asked for by them. */
export async function getReviews(workspace: string, signal?: AbortSignal): Promise<ReviewSummary> {
  const response = await call(`${workspacePath(workspace)}/reviews`, withSignal({}, signal));
  return response.json() as Promise<ReviewSummary>;
}

export function getVoteColumns(workspace: string, signal?: AbortSignal): Promise<VoteColumn[]> {
  return getJson(`${workspacePath(workspace)}/reviews/votes`, signal);
}

/** Pairs to review, by request ids as they were logged: they are asked for by them. */
export async function getReviewQueue(
  { workspace, filter, reviewer }: { workspace: string; filter: PairFilter; reviewer: string | null },
  signal?: AbortSignal,
): Promise<ReviewQueue> {
  const parameters = new URLSearchParams({ f: encodeFilter(filter) });
  if (reviewer !== null) parameters.set('reviewer', reviewer);
  const path = `${workspacePath(workspace)}/reviews/queue?${parameters}`;
  return (await call(path, withSignal({}, signal))).json() as Promise<ReviewQueue>;
}

/** What a reviewer can undo and redo. */
export async function getReviewHistory(workspace: string, reviewer: string): Promise<ReviewHistory> {
  const path = `${workspacePath(workspace)}/reviews/history?${new URLSearchParams({ reviewer })}`;
  return (await call(path)).json() as Promise<ReviewHistory>;
}

/** Makes reviews of the votes in label columns of the log; gives how many were added. */
export async function importVotes(
  workspace: string,
  request: { keys: readonly string[]; a: ArmName },
): Promise<number> {
  const response = await post(`${workspacePath(workspace)}/reviews/import`, request);
  return ((await response.json()) as { added: number }).added;
}

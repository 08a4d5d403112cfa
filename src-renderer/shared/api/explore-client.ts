import type {
  ExploreColumns,
  Facets,
  PairPlace,
  PlaceRequest,
  RowPage,
  RowsRequest,
  WithoutCounts,
} from '@core/model/api/explore';
import type { PairFilter } from '@core/model/pair-filter';
import { call, post, withSignal, workspacePath } from './client';

/*
 * Values come as they were logged, since filters are made of them; what is shown goes through `safeText`.
 */

export async function getExploreColumns(workspace: string, signal?: AbortSignal): Promise<ExploreColumns> {
  const response = await call(`${explorePath(workspace)}/columns`, withSignal({}, signal));
  return response.json() as Promise<ExploreColumns>;
}

export function getRows(workspace: string, request: RowsRequest, signal?: AbortSignal): Promise<RowPage> {
  return ask(workspace, 'rows', { body: request, signal });
}

export function getPlace(workspace: string, request: PlaceRequest, signal?: AbortSignal): Promise<PairPlace> {
  return ask(workspace, 'place', { body: request, signal });
}

export function getFacets(workspace: string, filter: PairFilter, signal?: AbortSignal): Promise<Facets> {
  return ask(workspace, 'facets', { body: { filter }, signal });
}

export function getWithout(
  workspace: string,
  filter: PairFilter,
  signal?: AbortSignal,
): Promise<WithoutCounts> {
  return ask(workspace, 'without', { body: { filter }, signal });
}

function explorePath(workspace: string): string {
  return `${workspacePath(workspace)}/explore`;
}

async function ask<Answer>(
  workspace: string,
  what: string,
  { body, signal }: { body: unknown; signal: AbortSignal | undefined },
): Promise<Answer> {
  return (await post(`${explorePath(workspace)}/${what}`, body, signal)).json() as Promise<Answer>;
}

import { decodeFrames } from '@core/model/export-frames';
import type {
  ExploreColumns,
  ExploreSettings,
  ExportPairsRequest,
  Facets,
  FacetsRequest,
  OpeningProgress,
  PairPlace,
  PlaceRequest,
  RowPage,
  RowsRequest,
  SearchEvent,
  SearchRequest,
  WithoutCounts,
} from '@core/model/api/explore';
import type { FilterFigures } from '@core/model/overview';
import type { PairFilter, TextCondition } from '@core/model/pair-filter';
import { call, post, withSignal, workspacePath } from './client';
import { readNdjson } from './ndjson';

/*
 * Values come as they were logged, since filters are made of them; what is shown goes through `safeText`.
 */

export async function getExploreColumns(workspace: string, signal?: AbortSignal): Promise<ExploreColumns> {
  const response = await call(`${explorePath(workspace)}/columns`, withSignal({}, signal));
  return response.json() as Promise<ExploreColumns>;
}

export async function getOpening(workspace: string, signal?: AbortSignal): Promise<OpeningProgress | null> {
  const response = await call(`${explorePath(workspace)}/opening`, withSignal({}, signal));
  return response.json() as Promise<OpeningProgress | null>;
}

export function getRows(workspace: string, request: RowsRequest, signal?: AbortSignal): Promise<RowPage> {
  return ask(workspace, 'rows', { body: request, signal });
}

export function getPlace(workspace: string, request: PlaceRequest, signal?: AbortSignal): Promise<PairPlace> {
  return ask(workspace, 'place', { body: request, signal });
}

export function getFacets(workspace: string, request: FacetsRequest, signal?: AbortSignal): Promise<Facets> {
  return ask(workspace, 'facets', { body: request, signal });
}

export function getWithout(
  workspace: string,
  filter: PairFilter,
  signal?: AbortSignal,
): Promise<WithoutCounts> {
  return ask(workspace, 'without', { body: { filter }, signal });
}

export function getFigures(
  workspace: string,
  filter: PairFilter,
  signal?: AbortSignal,
): Promise<FilterFigures> {
  return ask(workspace, 'figures', { body: { filter }, signal });
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

export async function getExploreSettings(workspace: string, signal?: AbortSignal): Promise<ExploreSettings> {
  const response = await call(`${explorePath(workspace)}/settings`, withSignal({}, signal));
  return response.json() as Promise<ExploreSettings>;
}

export async function putExploreSettings(workspace: string, settings: ExploreSettings): Promise<void> {
  await call(`${explorePath(workspace)}/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  });
}

/** Asks for a file of pairs; gives its parts as they come. Aborting the signal stops the host, too. */
export async function* postExport(
  workspace: string,
  request: ExportPairsRequest,
  signal: AbortSignal,
): ReturnType<typeof decodeFrames> {
  const { body } = await post(`${explorePath(workspace)}/export`, request, signal);
  if (body !== null) yield* decodeFrames(chunksOf(body));
}

/** A stream's own iterator is younger than some browsers. */
async function* chunksOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Looks through the texts, yielding how far it is, until that is done or takes long; aborting the signal drops it. */
export async function* searchTexts(
  workspace: string,
  request: SearchRequest,
  signal: AbortSignal,
): AsyncGenerator<SearchEvent> {
  const { body } = await post(`${explorePath(workspace)}/search`, request, signal);
  if (body !== null) yield* readNdjson<SearchEvent>(body);
}

/** Stops a search; what it found so far is kept, and it can go on. */
export async function pauseSearch(workspace: string, condition: TextCondition): Promise<void> {
  await post(`${explorePath(workspace)}/search/pause`, condition);
}

/** Has the host load what Explore needs, so that opening it waits for little. */
export async function warmExplore(workspace: string, signal?: AbortSignal): Promise<void> {
  await call(`${explorePath(workspace)}/warm`, withSignal({ method: 'POST' }, signal));
}

import type { ArmName } from '../arm';
import type { ApiErrorBody } from '../api';
import type { PairFilter, TextCondition } from '../pair-filter';
import type { PairColumn } from '../pair-columns';
import type { PairSort } from '../pair-sort';

/**
 *   GET    /api/workspaces/:id/explore/columns              → ExploreColumns
 *   GET    /api/workspaces/:id/explore/opening              → OpeningProgress or null; answers at once
 *   POST   /api/workspaces/:id/explore/warm                 → 204        once the facets' columns are loaded
 *   POST   /api/workspaces/:id/explore/rows       RowsRequest     → RowPage
 *   POST   /api/workspaces/:id/explore/place      PlaceRequest    → PairPlace
 *   POST   /api/workspaces/:id/explore/facets     FacetsRequest   → Facets
 *   POST   /api/workspaces/:id/explore/without    {filter}        → WithoutCounts
 *   POST   /api/workspaces/:id/explore/figures    {filter}        → FilterFigures; abort the request to stop
 *   POST   /api/workspaces/:id/explore/search     SearchRequest   → NDJSON of SearchEvent; abort the request to drop it
 *   POST   /api/workspaces/:id/explore/search/pause TextCondition → 204        what it found so far is kept
 *   POST   /api/workspaces/:id/explore/export     ExportPairsRequest → stream of ExportFrame; abort the request to stop
 *   GET    /api/workspaces/:id/explore/settings             → ExploreSettings
 *   PUT    /api/workspaces/:id/explore/settings   ExploreSettings → 204
 *
 * A text condition whose search is under way or paused stands for what it found so far; `partial` then says so.
 */
export interface ExploreColumns {
  columns: readonly PairColumn[];
  pairs: number;
}

/** How far the host is with loading the columns of a workspace, in pairs. */
export interface OpeningProgress {
  done: number;
  total: number;
  /** Null before the first pairs are loaded. */
  secondsLeft: number | null;
}

export interface RowsRequest {
  filter: PairFilter;
  sort: PairSort;
  offset: number;
  limit: number;
  /** Columns of the page, by name. */
  columns: readonly string[];
}

export type CellValue = string | number | boolean | null;

/** One pair in the table: `cells` in the order of the columns asked for; texts are clipped. */
export interface PairRow {
  seq: number;
  requestId: string;
  cells: readonly CellValue[];
  /** What the log says of an arm that failed, clipped; only where the arm's output is asked for. */
  errors: Readonly<Record<ArmName, string | null>>;
}

export interface RowPage {
  /** Pairs that the filter holds for, of `all`. */
  total: number;
  all: number;
  offset: number;
  rows: readonly PairRow[];
  /** A search through the texts is still under way. */
  partial: boolean;
}

export interface PlaceRequest {
  filter: PairFilter;
  sort: PairSort;
  requestId: string;
}

/** Where a pair stands in an order, from 0; null where the filter does not hold for it, or there is no such pair. */
export interface PairPlace {
  seq: number | null;
  index: number | null;
  total: number;
  /** Request id of the pair before it, and of those that follow, nearest first. */
  previous: string | null;
  next: readonly string[];
}

export interface FacetsRequest {
  filter: PairFilter;
  /** Facets of these columns; absent: those worth a look. */
  columns?: readonly string[];
}

interface FacetOf<Kind extends string> {
  kind: Kind;
  column: PairColumn;
  /** Pairs without a value, among all and among the selected ones. */
  missing: { all: number; selected: number };
}

/** Counts by bin: `all` of every pair, `selected` of those that all other conditions hold for. */
export interface HistogramFacet extends FacetOf<'histogram'> {
  edges: readonly number[];
  openBelow: boolean;
  openAbove: boolean;
  all: readonly number[];
  selected: readonly number[];
}

/** Counts by value, most frequent first; `rest` sums up what is left out. */
export interface BarsFacet extends FacetOf<'bars'> {
  values: readonly { value: string; all: number; selected: number }[];
  rest: { values: number; all: number; selected: number };
}

export type Facet = HistogramFacet | BarsFacet;

export interface Facets {
  facets: readonly Facet[];
  total: number;
  all: number;
  partial: boolean;
}

/** Pairs that were left if one condition were dropped, in the order of the filter. */
export interface WithoutCounts {
  counts: readonly number[];
}

/** A search pauses by itself when it has taken long; with `goOn` it goes on to its end. */
export interface SearchRequest {
  condition: TextCondition;
  goOn: boolean;
}

export interface SearchProgress {
  /** Bytes of text looked through, of all. */
  scanned: number;
  bytes: number;
  /** Pairs whose texts were looked through, of all. */
  searched: number;
  pairs: number;
  found: number;
  /** Segments whose texts could not be read. */
  unread: number;
  /** Null before the first texts are done. */
  bytesPerSecond: number | null;
  secondsLeft: number | null;
  /** It took too long or was stopped: pairs that were not looked through are not found. */
  paused: boolean;
}

export type SearchEvent =
  | { type: 'progress'; progress: SearchProgress }
  | { type: 'done'; progress: SearchProgress }
  | { type: 'error'; error: ApiErrorBody };

export const EXPORT_FORMATS = ['csv', 'jsonl', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportPairsRequest {
  format: ExportFormat;
  filter: PairFilter;
  sort: PairSort;
  /** Absent: every column that the workspace knows. */
  columns?: readonly string[];
}

/** A filter with a name. */
export interface SavedFilter {
  name: string;
  filter: PairFilter;
  sort: PairSort;
}

/** How the table looks: columns in order with their widths in px, and lines a row. */
export interface TableLayout {
  columns: readonly { name: string; width: number }[];
  lines: 1 | 2;
}

/** Kept in the workspace as `explore.json`. */
export interface ExploreSettings {
  /** Null before the analyst changed it. */
  table: TableLayout | null;
  filters: readonly SavedFilter[];
}

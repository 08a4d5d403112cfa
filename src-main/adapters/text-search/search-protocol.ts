import type { TextCondition } from '@core/model/pair-filter';

/** What a search thread starts with. */
export interface SearchTask {
  condition: TextCondition;
}

/** A text segment to look through. */
export interface SearchRequest {
  path: string;
}

/** Rows of the segment that match; `reason` says why it could not be read. */
export type SearchReply = { rows: number[]; reason: null } | { rows: null; reason: string };

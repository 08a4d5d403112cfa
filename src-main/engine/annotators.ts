import type { Database } from '@core/ports/database';
import type { WorkspaceStore } from '@core/ports/workspace-store';
import { journalBytes } from '../adapters/workspace/journal';
import { MAPS_FILE } from '../adapters/workspace/map-files';
import { applyMap } from './apply-map';
import { applyReviews } from './apply-reviews';
import { applyJudgements, JUDGEMENTS_FILE } from './judge/apply-judgements';
import { readJudgements } from './judge/judgement-journal';
import { REVIEWS_FILE } from './reviews';

/** Fills columns of the loaded table from a journal of the workspace. */
export interface Annotator {
  /** File in the workspace folder; its length says whether there is something new. */
  readonly file: string;
  /** Reads the file ahead, while the table is being loaded. */
  prepare?(workspace: string): Promise<unknown>;
  /** Sets the columns from the whole file. */
  apply(db: Database, store: WorkspaceStore): Promise<void>;
}

/** Every annotator, in the order in which they are applied. */
const ANNOTATORS: readonly Annotator[] = [
  { file: REVIEWS_FILE, apply: applyReviews },
  { file: JUDGEMENTS_FILE, prepare: readJudgements, apply: applyJudgements },
  { file: MAPS_FILE, apply: applyMap },
];

/** Begins to read the journals of a workspace whose table is about to be loaded in another thread. */
export function prepareAnnotations(workspace: string): void {
  // What can't be read is reported when it is applied.
  for (const { prepare } of ANNOTATORS) void prepare?.(workspace).catch(() => {});
}

/** Lengths of the journals that the figures of a workspace depend on. */
export async function journalState(workspace: string): Promise<Record<string, number>> {
  const sizes = await Promise.all(
    ANNOTATORS.map(async ({ file }): Promise<[string, number]> => [
      file,
      await journalBytes(workspace, file),
    ]),
  );
  return Object.fromEntries(sizes);
}

/**
 * Brings the loaded table up to date with the journals.
 * @param applied lengths at which they were applied last
 * @returns lengths now
 */
export async function applyAnnotations(
  db: Database,
  store: WorkspaceStore,
  applied: Readonly<Record<string, number>>,
): Promise<Record<string, number>> {
  const now = await journalState(store.path);
  for (const annotator of ANNOTATORS)
    if (now[annotator.file] !== (applied[annotator.file] ?? 0)) await annotator.apply(db, store);
  return now;
}

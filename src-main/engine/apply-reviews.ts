import { annotateReviews } from '@core/engine/annotate-reviews';
import type { Database } from '@core/ports/database';
import type { WorkspaceStore } from '@core/ports/workspace-store';
import { readReviews } from './reviews';

/** Entries that a loaded table holds already: with a million pairs, filling in every label after each would be felt. */
const applied = new WeakMap<WorkspaceStore, number>();

/** Fills in what people said since it was done last for this table. */
export async function applyReviews(db: Database, store: WorkspaceStore): Promise<void> {
  const { book } = await readReviews(store.path);
  await annotateReviews(db, book, book.changedSince(applied.get(store) ?? 0));
  applied.set(store, book.length);
}

import { countComparable } from '@core/engine/comparable-pairs';
import { votesAsReviews, voteColumns } from '@core/engine/import-votes';
import { summariseReviews } from '@core/engine/summarise-reviews';
import type { ReviewSummary, VoteColumn } from '@core/model/api/review';
import type { ArmName } from '@core/model/arm';
import type { GnomonEngine } from './gnomon-engine';
import { readPlanState } from './plan-state';
import { readReviews, writeReviews } from './reviews';

/** What people said of the pairs of a workspace, and how far they agree. */
export async function reviewSummary(engine: GnomonEngine, path: string): Promise<ReviewSummary> {
  const { book, damaged } = await readReviews(path);
  const { plan } = await readPlanState(path);
  const comparable = await engine.withWorkspace(path, countComparable);
  return { ...summariseReviews(book, plan.level), comparable, damaged };
}

/** Label columns that hold votes. */
export async function votesOf(engine: GnomonEngine, path: string): Promise<VoteColumn[]> {
  const { book } = await readReviews(path);
  return engine.withWorkspace(path, (db, store) => voteColumns({ db, store }, book));
}

/** Makes reviews of the votes in label columns. @returns how many were added */
export async function importVotes(
  engine: GnomonEngine,
  path: string,
  { keys, a }: { keys: readonly string[]; a: ArmName },
): Promise<number> {
  const { book } = await readReviews(path);
  const entries = await engine.withWorkspace(path, (db, store) =>
    votesAsReviews({ db, store, book }, { keys, a, now: Date.now() }),
  );
  await writeReviews(path, () => entries);
  return entries.length;
}

import { AppError } from '../model/app-error';
import type { VoteColumn } from '../model/api/review';
import type { ArmName } from '../model/arm';
import { REVIEW_VERDICTS, type ReviewEntry } from '../model/review';
import { voteOf } from '../model/vote';
import type { Database } from '../ports/database';
import type { WorkspaceStore } from '../ports/workspace-store';
import { identifier } from '../sql/pairs-table';
import type { ReviewBook } from './review-book';
import { noVotes } from './summarise-reviews';

/** Distinct values beyond which a column holds something else than votes. */
const MOST_VALUES = 12;

/** Label columns of the log that hold nothing but votes. */
export async function voteColumns(
  { db, store }: { db: Database; store: WorkspaceStore },
  book: ReviewBook,
): Promise<VoteColumn[]> {
  const imported = new Map<string, number>();
  for (const [, reviews] of book.pairs())
    for (const { how } of reviews)
      if (how.kind === 'imported') imported.set(how.from, (imported.get(how.from) ?? 0) + 1);
  const columns: VoteColumn[] = [];
  for (const key of store.manifest.labelKeys) {
    const column = identifier(`label.${key}`);
    const values = await db.query<{ value: string; n: number }>(
      `SELECT ${column} AS value, count(*)::DOUBLE AS n FROM pairs WHERE ${column} IS NOT NULL
       GROUP BY ALL LIMIT ${MOST_VALUES + 1}`,
    );
    const counts = noVotes();
    let isVotes = values.length > 0 && values.length <= MOST_VALUES;
    for (const { value, n } of values) {
      const verdict = voteOf(value);
      if (verdict === null) isVotes = false;
      else counts[verdict] += n;
    }
    // One value throughout could be anything, e.g. the name of a variant.
    const isOpinion = REVIEW_VERDICTS.filter((verdict) => counts[verdict] > 0).length > 1;
    if (isVotes && isOpinion) columns.push({ key, counts, imported: imported.get(key) ?? 0 });
  }
  return columns;
}

/**
 * Entries for the votes of label columns, each by a reviewer named like the column. What is a review already adds
 * nothing, so that importing twice changes nothing.
 * @param options.a the arm that the votes call A
 * @throws AppError('usage') for a column that the workspace lacks or that holds something else than votes
 */
export async function votesAsReviews(
  { db, store, book }: { db: Database; store: WorkspaceStore; book: ReviewBook },
  { keys, a, now }: { keys: readonly string[]; a: ArmName; now: number },
): Promise<ReviewEntry[]> {
  const entries: ReviewEntry[] = [];
  for (const key of keys) {
    if (!store.manifest.labelKeys.includes(key)) throw noSuchColumn(key, store);
    const column = identifier(`label.${key}`);
    const rows = await db.query<{ request_id: string; value: string }>(
      `SELECT request_id, ${column} AS value FROM pairs WHERE ${column} IS NOT NULL ORDER BY seq`,
    );
    for (const { request_id: requestId, value } of rows) {
      const verdict = voteOf(value, a);
      if (verdict === null) throw noVote(key, requestId, value);
      const former = book.of(requestId).find(({ reviewer }) => reviewer === key);
      if (former?.verdict === verdict) continue;
      entries.push({
        at: now,
        requestId,
        reviewer: key,
        verdict,
        tags: former?.tags ?? [],
        severity: former?.severity ?? null,
        note: former?.note ?? '',
        how: { kind: 'imported', from: key },
      });
    }
  }
  return entries;
}

function noSuchColumn(key: string, { manifest }: WorkspaceStore): AppError {
  const known = manifest.labelKeys.join(', ');
  return new AppError('usage', {
    message: `This workspace has no label column ${JSON.stringify(key)}.`,
    cause: 'the column was not read as a label when the log was imported',
    remedy:
      known === ''
        ? `import the log with its column as a label, e.g. --map labels.${key}=${key}`
        : `choose among ${known}`,
  });
}

function noVote(key: string, requestId: string, value: string): AppError {
  return new AppError('bad-data', {
    message: `The label ${JSON.stringify(value.slice(0, 80))} is no vote.`,
    where: `column ${key}, request ${requestId}`,
    remedy: 'votes are A, B, TIE, production, shadow, tie or both bad; correct the log and import it again',
  });
}

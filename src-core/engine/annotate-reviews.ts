import { mergedVerdict, reviewScore } from '../model/review';
import type { Database } from '../ports/database';
import { annotatePairs, type AnnotationRow } from './annotate-pairs';
import type { ReviewBook } from './review-book';

/** Ids looked up by one statement. */
const CHUNK = 2000;

/** Fills the columns `label…` of these pairs; withdrawn reviews clear them. */
export async function annotateReviews(
  db: Database,
  book: ReviewBook,
  requestIds: ReadonlySet<string>,
): Promise<void> {
  const seqs = await seqsOf(db, [...requestIds]);
  const known = [...seqs].map(([requestId, seq]) => ({ seq, reviews: book.of(requestId) }));
  await annotatePairs(
    db,
    ['label', 'label_tags', 'label_how', 'label_score'],
    known.map(({ seq, reviews }): AnnotationRow => {
      const tags = new Set(reviews.flatMap((review) => review.tags));
      const hows = new Set(reviews.filter(({ verdict }) => verdict !== null).map(({ how }) => how.kind));
      return [
        seq,
        mergedVerdict(reviews),
        tags.size === 0 ? null : [...tags].join(','),
        hows.size === 0 ? null : [...hows].toSorted().join(','),
        reviewScore(reviews),
      ];
    }),
  );
}

/** Sequence numbers of the pairs with these request ids; pairs that the workspace lacks are left out. */
async function seqsOf(db: Database, requestIds: readonly string[]): Promise<Map<string, number>> {
  const seqs = new Map<string, number>();
  for (let from = 0; from < requestIds.length; from += CHUNK) {
    const chunk = requestIds.slice(from, from + CHUNK);
    const rows = await db.query<{ request_id: string; seq: number }>(
      `SELECT request_id, seq FROM pairs WHERE request_id IN (${chunk.map(() => '?').join(', ')})`,
      chunk,
    );
    for (const { request_id, seq } of rows) seqs.set(request_id, seq);
  }
  return seqs;
}

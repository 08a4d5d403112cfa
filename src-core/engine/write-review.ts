import { type ReviewEntry, type ReviewHow, type ReviewRequest, leftArm } from '../model/review';
import type { ReviewBook } from './review-book';

/**
 * The entry for what a reviewer says of a pair. Sides become arms. A verdict keeps how it came about while only tags,
 * severity or note change; and who has seen a pair's arms is not blind any more.
 */
export function reviewEntry(
  { requestId, reviewer, verdict, tags, severity, note, blind }: ReviewRequest,
  { book, now }: { book: ReviewBook; now: number },
): ReviewEntry {
  const left = blind === null ? null : leftArm(blind.seed, requestId);
  const arm =
    verdict === 'left' || verdict === 'right'
      ? (verdict === 'left') === (left === 'prod')
        ? 'prod'
        : 'shadow'
      : verdict;
  const former = book.of(requestId).find((entry) => entry.reviewer === reviewer);
  const fresh: ReviewHow =
    blind === null || left === null || book.knows(reviewer, requestId)
      ? { kind: 'open' }
      : { kind: 'blind', seed: blind.seed, left };
  const how = former !== undefined && former.verdict === arm ? former.how : fresh;
  return { at: now, requestId, reviewer, verdict: arm, tags, severity, note, how };
}

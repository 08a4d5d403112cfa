import type { OpenPair } from '@core/model/api/pair';
import { formatCount } from '@core/model/format';
import { REVIEW_WORDS, type ReviewEntry } from '@core/model/review';
import { safeText } from '@core/model/visible-text';
import { plural } from '../labels';

interface OtherReviewsProps {
  pair: OpenPair;
  own: ReviewEntry | null;
  reviewer: string | null;
}

/** What other reviewers say of the pair; shown once one has said something oneself, so that opinions stay independent. */
export function OtherReviews({ pair, own, reviewer }: OtherReviewsProps) {
  const others = pair.reviews.filter((review) => review.reviewer !== reviewer);
  if (others.length === 0) return null;
  if (own === null || own.verdict === null)
    return (
      <p className="pair-others faint">
        {formatCount(others.length)} other {plural(others.length, 'reviewer has', 'reviewers have')} labelled
        this pair; what they say is shown after your own label.
      </p>
    );
  return (
    <ul className="pair-others" aria-label="Other reviewers">
      {others.map((review) => (
        <li key={review.reviewer}>
          <strong>{safeText(review.reviewer)}</strong> {said(review)}
        </li>
      ))}
    </ul>
  );
}

function said({ verdict, how, severity, tags, note }: ReviewEntry): string {
  const parts = [
    verdict === null ? 'no verdict' : REVIEW_WORDS[verdict],
    how.kind === 'open' ? '' : how.kind,
    severity ?? '',
    ...tags,
    note,
  ];
  return parts
    .filter((part) => part !== '')
    .map(safeText)
    .join(' · ');
}

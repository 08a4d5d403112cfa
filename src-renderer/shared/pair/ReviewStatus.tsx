import { ARM_LABEL } from '@core/model/arm';
import { REVIEW_WORDS } from '@core/model/review';
import { safeText } from '@core/model/visible-text';
import { Button } from '../ui/Button';
import { useReviewHistory } from './review-history';
import { useReviewer } from './reviewer';
import type { Side } from './sides';

/** What was saved last, or why it was not. */
export function ReviewStatus({ sides }: { sides: readonly [Side, Side] }) {
  const { last, problem, dismiss } = useReviewHistory();
  const reviewer = useReviewer((state) => state.name);
  if (problem !== null)
    return (
      <p role="alert" className="review-problem">
        Not saved: {problem.message}. {problem.details.remedy ?? ''}
        <Button kind="quiet" onPress={dismiss}>
          Dismiss
        </Button>
      </p>
    );
  if (last === null) return null;
  const { pair, change, undone } = last;
  const own = pair.blind === null ? pair.reviews.find((entry) => entry.reviewer === reviewer) : undefined;
  const said = own?.verdict
    ? REVIEW_WORDS[own.verdict]
    : change.after.verdict === null
      ? 'noted'
      : 'label taken back';
  const reveal =
    own?.how.kind === 'blind' && sides.every(({ arm }) => arm !== null)
      ? ` – left was ${ARM_LABEL[own.how.left]}`
      : '';
  return (
    <output className="review-status">
      {undone ? 'Undone: ' : 'Saved: '}
      <span className="mono">{safeText(pair.requestId).slice(0, 60)}</span> {said}
      {reveal}
    </output>
  );
}

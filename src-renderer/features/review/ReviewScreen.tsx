import { PairView } from '../../shared/pair/PairView';
import { type ReviewSession, navigate } from '../../shared/route';
import { ReviewOverview } from './ReviewOverview';
import { SessionView } from './SessionView';
import './review.css';

interface ReviewScreenProps {
  workspace: string;
  session: ReviewSession | null;
  pair: string | null;
}

/** What people say of the pairs: a queue to label, one pair, or the state of the review. */
export function ReviewScreen({ workspace, session, pair }: ReviewScreenProps) {
  if (session !== null) return <SessionView {...{ workspace, session, pair }} />;
  if (pair === null) return <ReviewOverview key={workspace} workspace={workspace} />;
  return (
    <PairView
      workspace={workspace}
      requestId={pair}
      onShow={(requestId) => navigate({ screen: 'review', workspace, session: null, pair: requestId })}
    />
  );
}

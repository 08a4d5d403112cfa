import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getReviewQueue } from '../../shared/api/pair-client';
import { toProblem } from '../../shared/api/problem';
import { PairView } from '../../shared/pair/PairView';
import { useReviewer } from '../../shared/pair/reviewer';
import { type ReviewSession, navigate } from '../../shared/route';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { Skeleton } from '../../shared/ui/Skeleton';

/** Pairs fetched ahead. */
const AHEAD = 3;

interface SessionViewProps {
  workspace: string;
  session: ReviewSession;
  pair: string | null;
}

/** A queue of pairs, one after the other; without a pair in the address it goes on where the reviewer stopped. */
export function SessionView({ workspace, session, pair }: SessionViewProps) {
  const { filter } = session;
  // The queue stays as it was fetched, whatever is labelled meanwhile or whoever reviews.
  const [reviewer] = useState(() => useReviewer.getState().name);
  const { data, error, refetch } = useQuery({
    queryKey: ['review-queue', workspace, filter, reviewer],
    queryFn: ({ signal }) => getReviewQueue({ workspace, filter, reviewer }, signal),
    staleTime: Infinity,
    gcTime: 0,
  });
  const close = (): void => navigate({ screen: 'review', workspace, session: null, pair: null });
  if (error)
    return (
      <div className="screen">
        <ProblemPanel
          problem={toProblem(error)}
          actions={<Button onPress={() => void refetch()}>Try again</Button>}
        />
      </div>
    );
  if (data === undefined)
    return (
      <div className="screen">
        <Skeleton label="Drawing the queue" heights={[28, 72, 320]} />
      </div>
    );
  const { requestIds, labelled } = data;
  if (requestIds.length === 0)
    return (
      <div className="screen">
        <div className="empty">
          <h1>No pair to review</h1>
          <p>No pair that both arms answered matches the filter of this queue.</p>
          <Button kind="primary" onPress={close}>
            Back to the review
          </Button>
        </div>
      </div>
    );
  const done = new Set(labelled);
  const firstOpen = requestIds.findIndex((_, at) => !done.has(at));
  const found = pair === null ? firstOpen : requestIds.indexOf(pair);
  const at = Math.max(0, found);
  const requestId = pair !== null && found < 0 ? pair : requestIds[at]!;
  const show = (next: string): void =>
    navigate({ screen: 'review', workspace, session, pair: next }, { replace: true });
  return (
    <PairView
      workspace={workspace}
      requestId={requestId}
      upcoming={requestIds.slice(at + 1, at + 1 + AHEAD)}
      position={{ index: at + 1, total: requestIds.length }}
      blindSeed={session.blindSeed}
      onNext={() => (at + 1 < requestIds.length ? show(requestIds[at + 1]!) : close())}
      onPrevious={at > 0 ? () => show(requestIds[at - 1]!) : undefined}
      onShow={show}
    />
  );
}

import type { WatchInfo } from '@core/model/api/watch';
import { useMemo } from 'react';
import { toProblem } from '../../shared/api/problem';
import { useWatch } from '../../shared/api/watch-client';
import { useCommands } from '../../shared/commands/registry';
import { Keys } from '../../shared/commands/Keys';
import { useFollowJob } from '../../shared/follow-job';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { Skeleton } from '../../shared/ui/Skeleton';
import { AlertHistory } from './AlertHistory';
import { CapturePanel } from './CapturePanel';
import { SignalTable } from './SignalTable';
import './live.css';

/** What happens now: the log as it grows, alerts, and the capture that writes it. */
export function LiveScreen({ workspace }: { workspace: string }) {
  const { data, error, isPending, refetch } = useWatch(workspace);
  const { job, start, stop } = useFollowJob();
  const mine = job?.workspace === workspace && job.status === 'following' ? job : null;
  const canFollow = (data?.logs.length ?? 0) > 0;
  const commands = useMemo(
    () =>
      canFollow
        ? [
            {
              id: 'live.follow',
              title: mine ? 'Stop following the log' : 'Follow the log',
              group: 'Workspace' as const,
              keys: 'l',
              run: () => (mine ? stop() : start(workspace)),
            },
          ]
        : [],
    [canFollow, mine, start, stop, workspace],
  );
  useCommands(commands);
  const state = mine?.last?.state ?? data?.state;
  const captures = mine?.last?.captures ?? data?.captures ?? [];
  return (
    <div className="screen live">
      <h1>Live</h1>
      {isPending && <Skeleton label="Fetching alerts" heights={[32, 180, 120]} />}
      {error && (
        <ProblemPanel
          problem={toProblem(error)}
          actions={<Button onPress={() => void refetch()}>Try again</Button>}
        />
      )}
      {data && (
        <div className="live-follow">
          {canFollow ? (
            <>
              <Button kind={mine ? 'normal' : 'primary'} onPress={() => (mine ? stop() : start(workspace))}>
                {mine ? 'Stop following' : 'Follow'}
              </Button>
              <span className="soft">
                {mine ? 'Following' : 'Follow'} {data.logs.join(', ')} as it grows: figures and alerts keep
                up. <Keys keys="l" />
              </span>
            </>
          ) : (
            <NotFollowable info={data} />
          )}
        </div>
      )}
      {state && <SignalTable state={state} following={mine !== null} />}
      {captures.map((capture) => (
        <CapturePanel key={capture.log} capture={capture} />
      ))}
      {state && <AlertHistory history={state.history} />}
    </div>
  );
}

function NotFollowable({ info }: { info: WatchInfo }) {
  return (
    <p className="soft">
      {info.captures.length > 0
        ? ''
        : 'No log of this workspace can be followed from here: it was sent by the browser as a copy, or has been moved. '}
      Open it by its path, <code>gnomon serve log.jsonl --open</code>, or make one:{' '}
      <code>gnomon capture --prod URL --shadow URL --out log.jsonl</code>
    </p>
  );
}

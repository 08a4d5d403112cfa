import { useMemo } from 'react';
import { toProblem } from '../../shared/api/problem';
import { useWatch } from '../../shared/api/watch-client';
import { useCommands } from '../../shared/commands/registry';
import { useFollowJob } from '../../shared/follow-job';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { Skeleton } from '../../shared/ui/Skeleton';
import { AlertHistory } from './AlertHistory';
import { CapturePanel } from './CapturePanel';
import { FollowPanel } from './FollowPanel';
import { NotFollowable } from './NotFollowable';
import { SignalTable } from './SignalTable';
import './live.css';

/** What happens now: the log as it grows, alerts, and the capture that writes it. */
export function LiveScreen({ workspace }: { workspace: string }) {
  const { data, error, isPending, refetch } = useWatch(workspace);
  const { job, ended, start, stop } = useFollowJob();
  const mine = job?.workspace === workspace && job.status === 'following' ? job : null;
  const followed = mine ?? (ended?.workspace === workspace ? ended : null);
  const canFollow = mine !== null || (data?.logs.length ?? 0) > 0;
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
  const state = followed?.last?.state ?? data?.state;
  const captures = followed?.last?.captures ?? data?.captures ?? [];
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
      {data &&
        (canFollow ? (
          <FollowPanel
            info={data}
            followed={followed}
            following={mine !== null}
            onStart={() => start(workspace)}
            onStop={stop}
          />
        ) : (
          <NotFollowable info={data} />
        ))}
      {state && <SignalTable state={state} following={mine !== null} />}
      {state && <AlertHistory history={state.history} />}
      {captures.map((capture) => (
        <CapturePanel key={capture.log} capture={capture} />
      ))}
    </div>
  );
}

import { create } from 'zustand';
import type { FollowEvent, LogEvent } from '@core/model/api/watch';
import { Problem, toProblem } from './api/problem';
import { refreshWorkspace } from './api/queries';
import { followLogs } from './api/watch-client';
import { askForNotifications, notifyOfAlert } from './desktop-notifications';
import { navigate } from './route';

type Step = Extract<FollowEvent, { type: 'step' }>;

/** What following has brought so far. */
export interface Followed {
  workspace: string;
  /** When following began, ms since 1970 UTC. */
  since: number;
  added: number;
  rejected: number;
  /** What happened to the logs, the last first. */
  logEvents: readonly LogEvent[];
  last: Step | null;
}

export type FollowJob =
  | (Followed & { status: 'following' })
  | { workspace: string; status: 'failed'; problem: Problem };

interface FollowJobState {
  job: FollowJob | null;
  /** What was followed last and is no more: its figures stay to be read. */
  ended: Followed | null;
  /** Follows the logs of a workspace; another that is followed is let go. */
  start: (workspace: string) => void;
  stop: () => void;
}

const KEPT_EVENTS = 50;

let running: AbortController | null = null;

/** What is followed. It goes on while the analyst looks at other screens. */
export const useFollowJob = create<FollowJobState>()((set) => ({
  job: null,
  ended: null,
  start: (workspace) => {
    running?.abort();
    running = new AbortController();
    void askForNotifications();
    void follow(workspace, running.signal);
  },
  stop: () => {
    running?.abort();
    running = null;
    set(({ job }) => ({ job: null, ...(job?.status === 'following' && { ended: job }) }));
  },
}));

async function follow(workspace: string, signal: AbortSignal): Promise<void> {
  let job: Followed = {
    workspace,
    since: Date.now(),
    added: 0,
    rejected: 0,
    logEvents: [],
    last: null,
  };
  useFollowJob.setState({ job: { ...job, status: 'following' }, ended: null });
  const showLive = (): void => navigate({ screen: 'live', workspace });
  try {
    for await (const event of followLogs(workspace, signal)) {
      if (event.type === 'error') throw new Problem(event.error.kind, event.error.details);
      job = withStep(job, event);
      if (signal.aborted) return;
      useFollowJob.setState({ job: { ...job, status: 'following' } });
      for (const alert of event.fresh) notifyOfAlert(alert, showLive);
      if (event.added > 0) await refreshWorkspace(workspace);
    }
  } catch (error) {
    if (signal.aborted) return;
    useFollowJob.setState({ job: { workspace, status: 'failed', problem: toProblem(error) }, ended: job });
  }
}

function withStep(job: Followed, step: Step): Followed {
  return {
    ...job,
    added: job.added + step.added,
    rejected: job.rejected + step.rejected,
    logEvents: [...step.logEvents.toReversed(), ...job.logEvents].slice(0, KEPT_EVENTS),
    last: step,
  };
}

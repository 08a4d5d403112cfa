import { create } from 'zustand';
import { type Alert, describeAlert } from '@core/model/alert';
import type { FollowEvent } from '@core/model/api/watch';
import { Problem, toProblem } from './api/problem';
import { refreshWorkspace } from './api/queries';
import { followLogs } from './api/watch-client';

type Step = Extract<FollowEvent, { type: 'step' }>;

export type FollowJob = { workspace: string } & (
  | { status: 'following'; added: number; last: Step | null }
  | { status: 'failed'; problem: Problem }
);

interface FollowJobState {
  job: FollowJob | null;
  /** Follows the logs of a workspace; another that is followed is let go. */
  start: (workspace: string) => void;
  stop: () => void;
}

let running: AbortController | null = null;

/** What is followed. It goes on while the analyst looks at other screens. */
export const useFollowJob = create<FollowJobState>()((set) => ({
  job: null,
  start: (workspace) => {
    running?.abort();
    running = new AbortController();
    set({ job: { workspace, status: 'following', added: 0, last: null } });
    if ('Notification' in window && Notification.permission === 'default')
      void Notification.requestPermission();
    void follow(workspace, running.signal);
  },
  stop: () => {
    running?.abort();
    running = null;
    set({ job: null });
  },
}));

async function follow(workspace: string, signal: AbortSignal): Promise<void> {
  const set = (job: FollowJob): void => {
    if (!signal.aborted) useFollowJob.setState({ job });
  };
  let added = 0;
  try {
    for await (const event of followLogs(workspace, signal)) {
      if (event.type === 'error') throw new Problem(event.error.kind, event.error.details);
      added += event.added;
      set({ workspace, status: 'following', added, last: event });
      for (const alert of event.fresh) notify(alert);
      if (event.added > 0) await refreshWorkspace(workspace);
    }
  } catch (error) {
    set({ workspace, status: 'failed', problem: toProblem(error) });
  }
}

/** On the desktop, where the analyst has allowed it; the alert stands in the window in any case. */
function notify(alert: Alert): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  const title = alert.kind === 'alert' ? 'Gnomon: alert' : 'Gnomon: all clear';
  const shown = new Notification(title, { body: describeAlert(alert), tag: alert.id });
  shown.addEventListener('click', () => window.focus());
}

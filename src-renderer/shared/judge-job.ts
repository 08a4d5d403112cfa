import { create } from 'zustand';
import type { JudgeEvent, JudgeRunRequest } from '@core/model/api/judge';
import type { JudgeProgress, JudgeRun, ShownJudgement } from '@core/model/judge-run';
import { followJudge, runJudge, stopJudge } from './api/judge-client';
import { refreshJudge } from './api/judge-queries';
import { Problem, toProblem } from './api/problem';

export type JudgeJob = {
  workspace: string;
  /** The latest games, newest first. */
  games: readonly ShownJudgement[];
  progress: JudgeProgress | null;
} & (
  | { status: 'running' }
  /** `run` is null when the window left it before its end was told. */
  | { status: 'ended'; run: JudgeRun | null }
  | { status: 'failed'; problem: Problem }
);

interface JudgeJobState {
  job: JudgeJob | null;
  /** Starts a run, or resumes one: what was paid is never asked again. */
  start: (workspace: string, request: JudgeRunRequest) => void;
  /** Shows a run that goes on already, e.g. after a reload. */
  follow: (workspace: string) => void;
  /** Waits for what is in flight. */
  pause: () => void;
  /** Gives up what is in flight. */
  cancel: () => void;
  dismiss: () => void;
}

/** Games kept for the list. */
const KEPT = 200;
/** Games come faster than eyes and React: they are shown together, ms. */
const FLUSH_EVERY = 200;

/** The judge run that goes on or ended last. It goes on while the analyst looks at other screens. */
export const useJudgeJob = create<JudgeJobState>()((set, get) => {
  const begin = (workspace: string, open: (signal: AbortSignal) => AsyncIterable<JudgeEvent>): void => {
    if (get().job?.status === 'running') return;
    set({ job: { workspace, status: 'running', games: [], progress: null } });
    void read(workspace, open(new AbortController().signal));
  };
  return {
    job: null,
    start: (workspace, request) => begin(workspace, (signal) => runJudge(workspace, request, signal)),
    follow: (workspace) => begin(workspace, (signal) => followJudge(workspace, signal)),
    pause: () => void stop(get().job, 'pause'),
    cancel: () => void stop(get().job, 'cancel'),
    dismiss: () => {
      if (get().job?.status !== 'running') set({ job: null });
    },
  };
});

async function stop(job: JudgeJob | null, how: 'pause' | 'cancel'): Promise<void> {
  if (job?.status !== 'running') return;
  await stopJudge(job.workspace, how).catch((error: unknown) =>
    useJudgeJob.setState({
      job: { ...job, status: 'failed', problem: toProblem(error) },
    }),
  );
}

async function read(workspace: string, events: AsyncIterable<JudgeEvent>): Promise<void> {
  let waiting: ShownJudgement[] = [];
  let progress: JudgeProgress | null = null;
  let run: JudgeRun | null = null;
  const current = (): Pick<JudgeJob, 'workspace' | 'games' | 'progress'> => {
    const before = useJudgeJob.getState().job?.games ?? [];
    const games = waiting.length === 0 ? before : [...waiting.toReversed(), ...before].slice(0, KEPT);
    waiting = [];
    return { workspace, games, progress };
  };
  const show = (): void => useJudgeJob.setState({ job: { ...current(), status: 'running' } });
  let shownAt = 0;
  try {
    for await (const event of events) {
      if (event.type === 'error') throw new Problem(event.error.kind, event.error.details);
      if (event.type === 'judged') waiting.push(...event.games);
      if (event.type === 'progress') progress = event.progress;
      if (event.type === 'done') run = event.run;
      const now = performance.now();
      if (event.type !== 'progress' && now - shownAt < FLUSH_EVERY) continue;
      shownAt = now;
      show();
    }
    await refreshJudge(workspace);
    useJudgeJob.setState({ job: { ...current(), status: 'ended', run } });
  } catch (error) {
    useJudgeJob.setState({ job: { ...current(), status: 'failed', problem: toProblem(error) } });
    await refreshJudge(workspace);
  }
}

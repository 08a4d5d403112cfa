import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { ApiErrorBody } from '@core/model/api';
import { Problem, toProblem } from './api/problem';

/** What the host sends of a job: any number of progress events, then how it ended. */
export type StreamEvent<Progress, Done> =
  | { type: 'progress'; progress: Progress }
  | ({ type: 'done' } & Done)
  | { type: 'error'; error: ApiErrorBody };

/** Work that the host does for the window, about something (a workspace, logs, a model). */
export type StreamJob<About, Progress, Done> = About &
  (
    | { status: 'running'; progress: Progress | null }
    | ({ status: 'done' } & Done)
    | { status: 'failed'; problem: Problem }
    | { status: 'cancelled' }
  );

interface StreamJobState<About, Progress, Done> {
  job: StreamJob<About, Progress, Done> | null;
  /** Starts the job unless one of its kind is running. */
  start: (about: About) => void;
  cancel: () => void;
  /** Puts a finished job away. */
  dismiss: () => void;
}

/**
 * A store of one kind of job. It goes on while the analyst looks at other screens.
 * @param run asks the host; aborting the signal cancels
 * @param settle called when it ended, however, before that is shown
 */
export function streamJob<About extends object, Progress, Done extends object>({
  run,
  settle = () => Promise.resolve(),
}: {
  run: (about: About, signal: AbortSignal) => AsyncIterable<StreamEvent<Progress, Done>>;
  settle?: (about: About, done: Done | null) => Promise<void>;
}): UseBoundStore<StoreApi<StreamJobState<About, Progress, Done>>> {
  type Job = StreamJob<About, Progress, Done>;
  let running: AbortController | null = null;

  async function outcome(about: About, signal: AbortSignal, set: (job: Job) => void): Promise<Job> {
    let done: Done | null = null;
    try {
      for await (const event of run(about, signal)) {
        if (event.type === 'error') throw new Problem(event.error.kind, event.error.details);
        if (event.type === 'progress') set({ ...about, status: 'running', progress: event.progress });
        if (event.type === 'done') done = event;
      }
      if (done === null) throw endedWithoutResult();
      return { ...about, ...done, status: 'done' };
    } catch (error) {
      const cancelled = signal.aborted || (error instanceof Problem && error.kind === 'cancelled');
      return cancelled
        ? { ...about, status: 'cancelled' }
        : { ...about, status: 'failed', problem: toProblem(error) };
    } finally {
      await settle(about, done);
    }
  }

  return create<StreamJobState<About, Progress, Done>>()((set, get) => ({
    job: null,
    start: (about) => {
      if (get().job?.status === 'running') return;
      running = new AbortController();
      const show = (job: Job): void => set({ job });
      show({ ...about, status: 'running', progress: null });
      void outcome(about, running.signal, show).then(show);
    },
    cancel: () => running?.abort(),
    dismiss: () => {
      if (get().job?.status !== 'running') set({ job: null });
    },
  }));
}

function endedWithoutResult(): Problem {
  return new Problem('internal', {
    message: 'The work ended without a result',
    cause: 'the host was stopped while it worked',
    remedy: 'start it again: what was acknowledged is kept, and nothing is done twice',
  });
}

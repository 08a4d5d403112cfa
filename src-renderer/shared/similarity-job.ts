import { create } from 'zustand';
import type { SimilarityProgress } from '@core/model/similarity-run';
import { measureSimilarity } from './api/client';
import { Problem, toProblem } from './api/problem';
import { refreshWorkspace } from './api/queries';

export type SimilarityJob = { workspace: string } & (
  | { status: 'running'; progress: SimilarityProgress | null }
  | { status: 'ended' }
  | { status: 'failed'; problem: Problem }
);

interface SimilarityJobState {
  job: SimilarityJob | null;
  /** Starts a run unless one is going on: one inference at a time. */
  start: (workspace: string) => void;
  /** What was measured is kept; a new run goes on from there. */
  cancel: () => void;
}

let running: AbortController | null = null;

/** The similarity run that goes on or ended last. It goes on while the analyst looks at other screens. */
export const useSimilarityJob = create<SimilarityJobState>()((set, get) => ({
  job: null,
  start: (workspace) => {
    if (get().job?.status === 'running') return;
    running = new AbortController();
    set({ job: { workspace, status: 'running', progress: null } });
    void follow(workspace, running.signal);
  },
  cancel: () => running?.abort(),
}));

async function follow(workspace: string, signal: AbortSignal): Promise<void> {
  const set = (job: SimilarityJob) => useSimilarityJob.setState({ job });
  try {
    for await (const event of measureSimilarity(workspace, {}, signal)) {
      if (event.type === 'progress') set({ workspace, status: 'running', progress: event.progress });
      if (event.type === 'error') throw new Problem(event.error.kind, event.error.details);
    }
    set({ workspace, status: 'ended' });
  } catch (error) {
    set(
      signal.aborted
        ? { workspace, status: 'ended' }
        : { workspace, status: 'failed', problem: toProblem(error) },
    );
  } finally {
    await refreshWorkspace(workspace);
  }
}

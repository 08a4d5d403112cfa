import { create } from 'zustand';
import type { ImportProgress, ImportRequest } from '@core/model/api';
import type { ImportTotals } from '@core/model/import';
import { importLogs } from './api/client';
import { Problem, toProblem } from './api/problem';
import { refreshWorkspace } from './api/queries';

export type ImportJob = { request: ImportRequest; names: readonly string[] } & (
  | { status: 'running'; progress: ImportProgress | null }
  | { status: 'done'; workspace: string; imported: ImportTotals }
  | { status: 'failed'; problem: Problem }
  | { status: 'cancelled' }
);

interface ImportJobState {
  job: ImportJob | null;
  /** Starts an import unless one is running: a workspace has one writer. `names` of the files, for display. */
  start: (request: ImportRequest, names: readonly string[]) => void;
  cancel: () => void;
  /** Puts a finished job away. */
  dismiss: () => void;
}

let running: AbortController | null = null;

/** The import that runs or ran last. It goes on while the analyst looks at other screens. */
export const useImportJob = create<ImportJobState>()((set, get) => ({
  job: null,
  start: (request, names) => {
    if (get().job?.status === 'running') return;
    running = new AbortController();
    set({ job: { request, names, status: 'running', progress: null } });
    void follow({ request, names }, running.signal);
  },
  cancel: () => running?.abort(),
  dismiss: () => {
    if (get().job?.status !== 'running') set({ job: null });
  },
}));

async function follow(
  about: { request: ImportRequest; names: readonly string[] },
  signal: AbortSignal,
): Promise<void> {
  const set = (job: ImportJob) => useImportJob.setState({ job });
  try {
    for await (const event of importLogs(about.request, signal)) {
      if (event.type === 'progress') set({ ...about, status: 'running', progress: event.progress });
      if (event.type === 'error') throw new Problem(event.error.kind, event.error.details);
      if (event.type === 'done') {
        await refreshWorkspace(event.workspace);
        set({ ...about, status: 'done', workspace: event.workspace, imported: event.imported });
        return;
      }
    }
    throw new Problem('internal', {
      message: 'The import ended without a result',
      cause: 'the host was stopped while it imported',
      remedy: 'import the logs again: what was acknowledged is kept, and nothing is imported twice',
    });
  } catch (error) {
    const cancelled = signal.aborted || (error instanceof Problem && error.kind === 'cancelled');
    set(
      cancelled
        ? { ...about, status: 'cancelled' }
        : { ...about, status: 'failed', problem: toProblem(error) },
    );
  }
}

import type { ImportProgress, ImportRequest } from '@core/model/api';
import type { ImportTotals } from '@core/model/import';
import { importLogs } from './api/client';
import { refreshWorkspace } from './api/queries';
import { streamJob, type StreamJob } from './stream-job';

/** What is imported, and the names of its files, for display. */
interface ImportAbout {
  request: ImportRequest;
  names: readonly string[];
}

interface ImportDone {
  workspace: string;
  imported: ImportTotals;
}

export type ImportJob = StreamJob<ImportAbout, ImportProgress, ImportDone>;

/** The import that runs or ran last: a workspace has one writer. */
export const useImportJob = streamJob<ImportAbout, ImportProgress, ImportDone>({
  run: ({ request }, signal) => importLogs(request, signal),
  settle: async (_, done) => {
    if (done !== null) await refreshWorkspace(done.workspace);
  },
});

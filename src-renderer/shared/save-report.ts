import { create } from 'zustand';
import { REPORT_FORMATS, type ReportFormat } from '@core/model/report';
import { type ReportRedaction, getReport } from './api/client';
import { type Problem, toProblem } from './api/problem';
import { queryClient } from './api/queries';
import type { Overview } from '@core/model/overview';

interface ReportState {
  saving: ReportFormat | null;
  problem: Problem | null;
  dismiss: () => void;
}

/** What saving a report is at. */
export const useReport = create<ReportState>()((set) => ({
  saving: null,
  problem: null,
  dismiss: () => set({ problem: null }),
}));

/** Fetches a workspace's report and hands it to the browser's download. */
export async function saveReport(
  workspace: string,
  format: ReportFormat,
  redact: ReportRedaction = 'usual',
): Promise<void> {
  useReport.setState({ saving: format, problem: null });
  try {
    download(
      await getReport(workspace, format, redact),
      `${workspaceFileName(workspace)}.${REPORT_FORMATS[format].ending}`,
    );
    useReport.setState({ saving: null });
  } catch (error) {
    useReport.setState({ saving: null, problem: toProblem(error) });
  }
}

/** A file name made of the workspace's own. */
export function workspaceFileName(workspace: string): string {
  const name = queryClient.getQueryData<Overview>(['overview', workspace])?.workspace.name ?? workspace;
  return `gnomon-${name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')}`;
}

/** Hands a file to the browser's download. */
export function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

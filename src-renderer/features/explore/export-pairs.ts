import { create } from 'zustand';
import type { ExportFormat } from '@core/model/api/explore';
import { postExport } from '../../shared/api/explore-client';
import { type Problem, toProblem } from '../../shared/api/problem';
import type { ExploreRoute } from '../../shared/route';
import { download, workspaceFileName } from '../../shared/save-report';

interface ExportState {
  saving: ExportFormat | null;
  problem: Problem | null;
  dismiss: () => void;
}

/** What exporting pairs is at. */
export const useExport = create<ExportState>()((set) => ({
  saving: null,
  problem: null,
  dismiss: () => set({ problem: null }),
}));

/** Fetches the pairs of a filter in its order and hands them to the browser's download. */
export async function exportPairs(
  { workspace, filter, sort }: ExploreRoute,
  format: ExportFormat,
): Promise<void> {
  useExport.setState({ saving: format, problem: null });
  try {
    download(
      await postExport(workspace, { format, filter, sort }),
      `${workspaceFileName(workspace)}-pairs.${format}`,
    );
    useExport.setState({ saving: null });
  } catch (error) {
    useExport.setState({ saving: null, problem: toProblem(error) });
  }
}

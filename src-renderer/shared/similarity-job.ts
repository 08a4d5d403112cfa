import type { SimilarityProgress, SimilarityRun } from '@core/model/similarity-run';
import { measureSimilarity } from './api/client';
import { refreshWorkspace } from './api/queries';
import { streamJob } from './stream-job';

/** What is measured, and with which model; absent: the one that was selected. */
interface SimilarityAbout {
  workspace: string;
  model?: string;
}

/** The similarity run that goes on or ended last: one inference at a time. What was measured is kept. */
export const useSimilarityJob = streamJob<SimilarityAbout, SimilarityProgress, { run: SimilarityRun }>({
  run: ({ workspace, model }, signal) =>
    measureSimilarity(workspace, model === undefined ? {} : { model }, signal),
  settle: ({ workspace }) => refreshWorkspace(workspace),
});

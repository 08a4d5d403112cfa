import type { ModelDownloadProgress, ModelList } from '@core/model/api/models';
import { downloadModel } from './api/models-client';
import { refreshModels } from './api/models-queries';
import { streamJob } from './stream-job';

/** The model that is downloaded. */
interface DownloadAbout {
  model: string;
}

/** The download that goes on or ended last. What came of a broken-off one is kept and continued. */
export const useDownloadJob = streamJob<DownloadAbout, ModelDownloadProgress, { models: ModelList }>({
  run: ({ model }, signal) => downloadModel(model, signal),
  settle: refreshModels,
});

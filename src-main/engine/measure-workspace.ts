import { measureSimilarity } from '@core/engine/measure-similarity';
import { AppError } from '@core/model/app-error';
import type { Plan } from '@core/model/plan';
import type { SimilarityProgress, SimilarityRun } from '@core/model/similarity-run';
import { openEmbedder } from '../adapters/embedder/open-embedder';
import { resolveModel } from '../adapters/embedder/model-folder';
import { openWorkspace } from '../adapters/workspace/folder-workspace';
import { openSimilarityStore } from '../adapters/workspace/similarity-folder';
import { modelsFolder } from './data-folder';
import { bundledModels } from './shipped-files';

export interface MeasureOptions {
  /** Catalogue id or folder of a model; absent: the bundled encoder. */
  model?: string;
  plan: Plan;
  untilDecided?: boolean;
  onProgress?: (progress: SimilarityProgress) => void;
  signal?: AbortSignal;
}

/**
 * Measures the similarities of a workspace with a local model, as far as they are not there yet.
 * @param comparable sequence numbers of the pairs whose outputs can be compared
 * @throws AppError when no pair has texts, the model can't be loaded, or another process writes to the workspace
 */
export async function measureWorkspace(
  path: string,
  comparable: Int32Array,
  { model = 'gnomon-mini', plan, untilDecided = false, onProgress, signal }: MeasureOptions,
): Promise<SimilarityRun> {
  if (comparable.length === 0)
    throw new AppError('usage', {
      message: 'There is nothing to measure: no pair has the texts of both outputs.',
      where: path,
      cause: 'the log brings figures only, or one arm never answered',
      remedy: 'import a log that holds the outputs',
    });
  const resolved = await resolveModel(model, { modelsDir: modelsFolder(), bundledDir: bundledModels });
  const workspace = await openWorkspace(path);
  const store = await openSimilarityStore(path, resolved.identity);
  const embedder = openEmbedder({ model: resolved });
  try {
    return await measureSimilarity({
      comparable,
      workspace,
      store,
      embedder,
      plan,
      untilDecided,
      now: () => performance.now(),
      ...(onProgress && { onProgress }),
      ...(signal && { signal }),
    });
  } finally {
    await embedder.close();
    await store.close();
  }
}

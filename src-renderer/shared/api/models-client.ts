import type { MeasuredEncoder, ModelDownloadEvent, ModelList } from '@core/model/api/models';
import { getJson, post, workspacePath } from './client';
import { readNdjson } from './ndjson';

export function getModels(signal?: AbortSignal): Promise<ModelList> {
  return getJson('/api/models', signal);
}

/** Makes a model the one to measure with. */
export async function selectModel(model: string): Promise<ModelList> {
  return (await post('/api/models/select', { model })).json() as Promise<ModelList>;
}

/** Deletes a download, or forgets a folder. */
export async function removeModel(model: string): Promise<ModelList> {
  return (await post('/api/models/remove', { model })).json() as Promise<ModelList>;
}

/** Downloads a model, yielding what happens; aborting the signal cancels, and what came is kept. */
export async function* downloadModel(model: string, signal: AbortSignal): AsyncGenerator<ModelDownloadEvent> {
  const { body } = await post('/api/models/download', { model }, signal);
  if (body !== null) yield* readNdjson<ModelDownloadEvent>(body);
}

/** What each encoder measured in a workspace. */
export function getMeasuredEncoders(workspace: string, signal?: AbortSignal): Promise<MeasuredEncoder[]> {
  return getJson(`${workspacePath(workspace)}/encoders`, signal);
}

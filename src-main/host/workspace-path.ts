import { AppError } from '@core/model/app-error';
import type { GnomonEngine } from '../engine/gnomon-engine';

/** Folder of the workspace with this id. @throws AppError('not-found') when it was not opened before */
export async function workspacePath(engine: GnomonEngine, id: string): Promise<string> {
  const path = await engine.pathOf(id);
  if (path !== null) return path;
  throw new AppError('not-found', {
    message: 'This workspace is not in the list of recent ones.',
    remedy: 'open its log again',
  });
}

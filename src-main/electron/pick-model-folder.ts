import { dialog, type BrowserWindow } from 'electron';
import type { ApiErrorBody } from '@core/model/api';
import { AppError } from '@core/model/app-error';
import { addModelRequest } from '../engine-process/shell-request';
import type { ModelReply } from '../preload/channels';
import type { Engine } from './engine';

/** Lets the user choose the folder of an encoder and makes it known to the engine. */
export async function pickModelFolder(engine: Engine, window: BrowserWindow): Promise<ModelReply> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Add a model folder',
    properties: ['openDirectory'],
  });
  const [path] = filePaths;
  if (path === undefined) return { model: null };
  const response = await engine.fetch(addModelRequest(path));
  if (response.ok) return { model: (await response.json()) as { id: string } };
  const { kind, details } = (await response.json()) as ApiErrorBody;
  return { error: new AppError(kind, details).paragraph };
}

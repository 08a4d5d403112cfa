import { once } from 'node:events';
import { dialog, type BrowserWindow } from 'electron';
import type { ApiErrorBody, LogRef } from '@core/model/api';
import { AppError } from '@core/model/app-error';
import { registerLogsRequest } from '../engine-process/shell-request';
import { OPEN_LOGS, type DoorReply } from '../preload/channels';
import type { Engine } from './engine';

const LOG_FILES = { name: 'Logs', extensions: ['jsonl', 'ndjson', 'json', 'csv', 'gz'] };
const ALL_FILES = { name: 'All files', extensions: ['*'] };

/** Makes log files known to the engine by their absolute paths. */
export async function registerLogs(engine: Engine, paths: readonly string[]): Promise<DoorReply> {
  if (paths.length === 0) return { logs: [] };
  const response = await engine.fetch(registerLogsRequest(paths));
  if (response.ok) return { logs: (await response.json()) as LogRef[] };
  const { kind, details } = (await response.json()) as ApiErrorBody;
  return { error: new AppError(kind, details).paragraph };
}

/** Lets the user choose logs; none when the dialog is cancelled. */
export async function pickLogs(engine: Engine, window: BrowserWindow): Promise<DoorReply> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Open logs',
    properties: ['openFile', 'multiSelections'],
    filters: [LOG_FILES, ALL_FILES],
  });
  return registerLogs(engine, filePaths);
}

/** Tells the page to open logs, once it is loaded, or tells the user why not. */
export async function showLogs(window: BrowserWindow, reply: DoorReply): Promise<void> {
  if (window.isDestroyed()) return;
  if ('error' in reply) {
    await dialog.showMessageBox(window, {
      type: 'error',
      message: 'The logs were not opened.',
      detail: reply.error,
    });
  } else if (reply.logs.length > 0) {
    const { webContents } = window;
    if (webContents.isLoadingMainFrame()) await once(webContents, 'did-finish-load');
    webContents.send(OPEN_LOGS, reply.logs);
  }
}

import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { LogRef } from '@core/model/api';
import { DOOR, OPEN_LOGS, type DoorMessage, type DoorReply, type ModelReply } from './channels';

const listeners = new Set<(logs: LogRef[]) => void>();
const unheard: LogRef[] = [];

ipcRenderer.on(OPEN_LOGS, (_event, logs: LogRef[]) => {
  if (listeners.size === 0) unheard.push(...logs);
  for (const listener of listeners) listener(logs);
});

async function ask(message: DoorMessage): Promise<LogRef[]> {
  const reply = (await ipcRenderer.invoke(DOOR, message)) as DoorReply;
  if ('error' in reply) throw new Error(reply.error);
  return reply.logs;
}

/** All that the page can ask of the desktop shell; `window.gnomon` in the page. */
const gnomon = {
  /** Lets the user choose log files. None when the dialog was cancelled. Rejects with a paragraph for the user. */
  pickLogs: (): Promise<LogRef[]> => ask({ type: 'pick-logs' }),

  /** Makes dropped files known to the engine by their path. Rejects with a paragraph for the user. */
  async registerDropped(files: File[]): Promise<LogRef[]> {
    const paths = files.map((file) => webUtils.getPathForFile(file));
    // The path is empty for a file that a page made or another program offers without saving it.
    const missing = files[paths.indexOf('')];
    if (missing)
      throw new Error(`${missing.name} is not a file on this disk. What to do: save it as a file first.`);
    return ask({ type: 'register-dropped', paths });
  },

  /**
   * Lets the user choose the folder of an encoder and makes it known. Null when the dialog was cancelled. Rejects with a
   * paragraph for the user.
   */
  async pickModelFolder(): Promise<{ id: string } | null> {
    const message: DoorMessage = { type: 'pick-model-folder' };
    const reply = (await ipcRenderer.invoke(DOOR, message)) as ModelReply;
    if ('error' in reply) throw new Error(reply.error);
    return reply.model;
  },

  /** Calls back with logs to open that came from outside the page; returns a function that ends this. */
  onOpenLogs(listener: (logs: LogRef[]) => void): () => void {
    listeners.add(listener);
    if (unheard.length > 0) listener(unheard.splice(0));
    return () => listeners.delete(listener);
  },
};

export type GnomonBridge = typeof gnomon;

contextBridge.exposeInMainWorld('gnomon', gnomon);

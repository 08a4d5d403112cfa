import type { LogRef } from '@core/model/api';
import { uploadLog } from './api/client';
import { Problem } from './api/problem';

/** What Electron's preload offers; absent in a browser. */
interface DesktopBridge {
  pickLogs(): Promise<LogRef[]>;
  registerDropped(files: File[]): Promise<LogRef[]>;
  pickModelFolder(): Promise<{ id: string } | null>;
  onOpenLogs(callback: (logs: LogRef[]) => void): () => void;
}

declare global {
  interface Window {
    gnomon?: DesktopBridge;
  }
}

export interface PickOptions {
  /** Stops sending files to the host. */
  signal: AbortSignal;
  /** Told which files are on their way to the host; in Electron files are known by path and none are sent. */
  onUpload: (files: readonly File[]) => void;
}

/** Asks for log files. Empty when the analyst changed their mind. Throws Problem when a file cannot be read. */
export async function pickLogs(options: PickOptions): Promise<LogRef[]> {
  const desktop = window.gnomon;
  return desktop ? fromDesktop(() => desktop.pickLogs()) : sendFiles(await chooseFiles(), options);
}

/** Hands dropped files to the host. Throws Problem when a file cannot be read. */
export function registerDropped(files: File[], options: PickOptions): Promise<LogRef[]> {
  const desktop = window.gnomon;
  return desktop ? fromDesktop(() => desktop.registerDropped(files)) : sendFiles(files, options);
}

/** Logs that the system opens with Gnomon. Returns how to stop listening. */
export function onOpenLogs(callback: (logs: LogRef[]) => void): () => void {
  return window.gnomon?.onOpenLogs(callback) ?? (() => undefined);
}

async function fromDesktop(ask: () => Promise<LogRef[]>): Promise<LogRef[]> {
  try {
    return await ask();
  } catch (error) {
    throw new Problem('bad-data', { message: error instanceof Error ? error.message : String(error) });
  }
}

async function sendFiles(files: File[], { signal, onUpload }: PickOptions): Promise<LogRef[]> {
  if (files.length > 0) onUpload(files);
  const logs: LogRef[] = [];
  for (const file of files) logs.push(await uploadLog(file, signal));
  return logs;
}

function chooseFiles(): Promise<File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.hidden = true;
  document.body.append(input);
  return new Promise((resolve) => {
    const settle = () => {
      input.remove();
      resolve([...(input.files ?? [])]);
    };
    input.addEventListener('change', settle, { once: true });
    input.addEventListener('cancel', settle, { once: true });
    input.click();
  });
}

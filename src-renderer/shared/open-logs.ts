import { create } from 'zustand';
import { type Problem, toProblem } from './api/problem';
import { type PickOptions, pickLogs, registerDropped } from './log-picker';
import { navigate } from './route';
import type { LogRef } from '@core/model/api';

interface OpenLogsState {
  /** Files on their way to the host, with their size in bytes. */
  sending: { names: readonly string[]; bytes: number } | null;
  problem: Problem | null;
  cancel: () => void;
  dismiss: () => void;
}

let sending = new AbortController();

/** What opening log files is at; the files themselves become the import screen's address. */
export const useOpenLogs = create<OpenLogsState>()((set) => ({
  sending: null,
  problem: null,
  cancel: () => sending.abort(),
  dismiss: () => set({ problem: null }),
}));

/** Asks for log files and goes to their import. `workspace` to add to; null for a new one. */
export function chooseLogs(workspace: string | null): Promise<void> {
  return open(workspace, pickLogs);
}

/** Goes to the import of dropped files. */
export function dropLogs(files: File[], workspace: string | null): Promise<void> {
  return open(workspace, (options) => registerDropped(files, options));
}

/** Goes to the import of logs that the host knows. */
export function showImport(logs: readonly LogRef[], workspace: string | null): void {
  if (logs.length > 0) navigate({ screen: 'import', logs: logs.map((log) => log.id), workspace });
}

async function open(
  workspace: string | null,
  register: (options: PickOptions) => Promise<LogRef[]>,
): Promise<void> {
  sending.abort();
  const controller = new AbortController();
  sending = controller;
  useOpenLogs.setState({ problem: null });
  try {
    const onUpload = (files: readonly File[]) =>
      useOpenLogs.setState({
        sending: {
          names: files.map((file) => file.name),
          bytes: files.reduce((sum, file) => sum + file.size, 0),
        },
      });
    showImport(await register({ signal: controller.signal, onUpload }), workspace);
  } catch (error) {
    if (!controller.signal.aborted) useOpenLogs.setState({ problem: toProblem(error) });
  } finally {
    if (sending === controller) useOpenLogs.setState({ sending: null });
  }
}

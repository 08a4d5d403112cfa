import { progressLine } from './progress-line';

/** What long work is given: where it shows its progress, and the signal that Ctrl-C aborts. */
export interface Interruptible {
  show: (text: string) => void;
  signal: AbortSignal;
}

/** Runs work with a progress line that is gone when it ends; Ctrl-C cancels it instead of killing the process. */
export async function interruptible<T>(work: (given: Interruptible) => Promise<T>): Promise<T> {
  const progress = progressLine();
  const abort = new AbortController();
  const cancel = (): void => abort.abort();
  process.once('SIGINT', cancel);
  try {
    return await work({ show: progress.show, signal: abort.signal });
  } finally {
    progress.clear();
    process.removeListener('SIGINT', cancel);
  }
}

import { resolve } from 'node:path';
import { AppError } from '@core/model/app-error';
import type { ImportTotals } from '@core/model/import';
import type { Overview } from '@core/model/overview';
import { isWorkspace } from '../adapters/workspace/folder-workspace';
import type { GnomonEngine } from '../engine/gnomon-engine';
import { loadPlan } from './load-plan';
import { type LogFlags, logOptions, logPaths } from './log-options';
import { progressLine } from './progress-line';

export interface AnalysisFlags extends LogFlags {
  workspace?: string;
  plan?: string;
}

export interface Analysis {
  overview: Overview;
  /** What this call imported, or what the workspace holds when it was named itself. */
  imported: ImportTotals;
  path: string;
}

/** Imports the logs (or opens the workspace that was named) and computes its Overview. Ctrl-C cancels cleanly. */
export async function runAnalysis(
  positional: readonly string[],
  flags: AnalysisFlags,
  engine: GnomonEngine,
): Promise<Analysis> {
  const plan = await loadPlan(flags.plan);
  const paths = logPaths(positional, flags);
  const options = logOptions(flags);
  if (paths.length === 0) {
    if (flags.workspace === undefined)
      throw new AppError('usage', {
        message: 'No log was named.',
        remedy: 'name at least one log file, e.g. gnomon analyze log.jsonl',
      });
    return openExisting(engine, resolve(flags.workspace), plan);
  }
  if (paths.length === 1 && isWorkspace(paths[0]!)) return openExisting(engine, resolve(paths[0]!), plan);

  const progress = progressLine();
  const abort = new AbortController();
  const cancel = (): void => abort.abort();
  process.once('SIGINT', cancel);
  try {
    const { path, imported } = await engine.importLogs({
      paths,
      ...options,
      ...(flags.workspace !== undefined && { workspace: flags.workspace }),
      onProgress: progress.show,
      signal: abort.signal,
    });
    progress.clear();
    return { overview: await engine.overview(path, plan), imported, path };
  } finally {
    progress.clear();
    process.removeListener('SIGINT', cancel);
  }
}

async function openExisting(engine: GnomonEngine, path: string, plan: Overview['plan']): Promise<Analysis> {
  const overview = await engine.overview(path, plan);
  return { overview, imported: overview.quality.imported, path };
}

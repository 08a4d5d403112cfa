import { resolve } from 'node:path';
import { AppError } from '@core/model/app-error';
import { formatCount } from '@core/model/format';
import type { ImportTotals } from '@core/model/import';
import type { Overview } from '@core/model/overview';
import type { Plan } from '@core/model/plan';
import type { SimilarityRun } from '@core/model/similarity-run';
import { isWorkspace } from '../adapters/workspace/folder-workspace';
import { analyse } from '../engine/analyse';
import { ensureTraits } from '../engine/ensure-traits';
import { needsTraits } from '../engine/traits';
import { rememberLogs } from '../engine/followed-logs';
import type { GnomonEngine } from '../engine/gnomon-engine';
import { readPlanState } from '../engine/plan-state';
import { describeImport, describeSimilarity } from './describe-progress';
import { type Interruptible, interruptible } from './interruptible';
import { loadPlan } from './load-plan';
import { type LogFlags, logOptions, logPaths } from './log-options';

export interface AnalysisFlags extends LogFlags {
  workspace?: string;
  plan?: string;
  /** Measure similarities: with this model, or with the bundled encoder when true. */
  similarity?: string | true;
  untilDecided?: boolean;
}

export interface Analysis {
  overview: Overview;
  /** What this call imported, or what the workspace holds when it was named itself. */
  imported: ImportTotals;
  path: string;
  /** How the similarity run ended; null when none was asked for. */
  similarity: SimilarityRun | null;
}

/** Imports the logs (or opens the workspace that was named) and computes its Overview. Ctrl-C cancels cleanly. */
export async function runAnalysis(
  positional: readonly string[],
  flags: AnalysisFlags,
  { engine, by }: { engine: GnomonEngine; by: string },
): Promise<Analysis> {
  const named = await loadPlan(flags.plan);
  return interruptible(async (given) => {
    const { path, imported } = await source(positional, flags, engine, given);
    const plan = named ?? (await readPlanState(path)).plan;
    const similarity =
      flags.similarity === undefined ? null : await measure(engine, path, { plan, flags, ...given });
    if (needsTraits(plan))
      await ensureTraits(engine, path, {
        onProgress: ({ done, total }) =>
          given.show(`reading the answers: ${formatCount(done)} of ${formatCount(total)} pairs`),
        signal: given.signal,
      });
    const overview = await analyse(engine, path, { plan, by });
    return { overview, imported: imported ?? overview.quality.imported, path, similarity };
  });
}

/** The workspace to analyse; `imported` is null when it was named itself. */
async function source(
  positional: readonly string[],
  flags: AnalysisFlags,
  engine: GnomonEngine,
  { show, signal }: Interruptible,
): Promise<{ path: string; imported: ImportTotals | null }> {
  const paths = logPaths(positional, flags);
  const options = logOptions(flags);
  if (paths.length === 0) {
    if (flags.workspace === undefined)
      throw new AppError('usage', {
        message: 'No log was named.',
        remedy: 'name at least one log file, e.g. gnomon analyze log.jsonl',
      });
    return { path: resolve(flags.workspace), imported: null };
  }
  if (paths.length === 1 && isWorkspace(paths[0]!)) return { path: resolve(paths[0]!), imported: null };
  const result = await engine.importLogs({
    paths,
    ...options,
    ...(flags.workspace !== undefined && { workspace: flags.workspace }),
    onProgress: (report) => show(describeImport(report)),
    signal,
  });
  await rememberLogs(result.path, paths);
  return result;
}

async function measure(
  engine: GnomonEngine,
  path: string,
  { plan, flags, show, signal }: Interruptible & { plan: Plan; flags: AnalysisFlags },
): Promise<SimilarityRun> {
  return engine.measureSimilarity(path, {
    plan,
    ...(typeof flags.similarity === 'string' && { model: flags.similarity }),
    untilDecided: flags.untilDecided ?? false,
    onProgress: (report) => show(describeSimilarity(report)),
    signal,
  });
}

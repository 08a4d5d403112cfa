import { extname } from 'node:path';
import { AppError } from '@core/model/app-error';
import { realDisk } from '../adapters/workspace/disk';
import type { GnomonEngine } from '../engine/gnomon-engine';
import { type ReportFormat, reportFor } from '../engine/report-for';
import { type Analysis, type AnalysisFlags, runAnalysis } from './run-analysis';
import { summary } from './summary';

export interface AnalyzeFlags extends AnalysisFlags {
  json?: boolean;
  report?: string[];
}

/** `gnomon analyze`: import, measure, decide; a summary for people or one JSON object on stdout. */
export async function analyze(
  logs: readonly string[],
  flags: AnalyzeFlags,
  engine: GnomonEngine,
): Promise<void> {
  const formats = (flags.report ?? []).map((path) => ({ path, format: reportFormat(path) }));
  const analysis = await runAnalysis(logs, flags, engine);
  for (const { path, format } of formats)
    await realDisk.writeAtomically(path, new TextEncoder().encode(reportFor(analysis.overview, format).text));
  process.stdout.write(flags.json ? `${JSON.stringify(jsonResult(analysis))}\n` : summary(analysis.overview));
}

/** The object that `--json` prints. */
function jsonResult({ overview, imported, path, similarity }: Analysis): Record<string, unknown> {
  const { decision, seed, metrics, noiseFloor, quality } = overview;
  return {
    verdict: decision.verdict,
    summary: decision.summary,
    metrics: seed,
    criteria: decision.criteria.map(
      ({
        id,
        label,
        estimate,
        lower,
        upper,
        threshold,
        level,
        n,
        verdict,
        needed,
        required,
        method,
        reason,
      }) => ({
        id,
        label,
        estimate,
        lower,
        upper,
        threshold,
        level,
        n,
        verdict,
        needed,
        required,
        method,
        reason,
      }),
    ),
    detail: metrics,
    noiseFloor,
    ...(similarity && { similarityRun: similarity }),
    imported,
    quality: {
      rejectsByCode: quality.rejectsByCode,
      notes: quality.notes,
      missing: quality.missing,
      damaged: quality.damaged,
    },
    workspace: path,
  };
}

function reportFormat(path: string): ReportFormat {
  const ending = extname(path).slice(1).toLowerCase();
  if (ending === 'html' || ending === 'md' || ending === 'json') return ending;
  throw new AppError('usage', {
    message: `A report can not be written as "${ending || path}".`,
    where: `--report ${path}`,
    remedy: 'let the file name end in .html, .md or .json',
  });
}

import { toJson } from '@core/model/infinite-json';
import { basename, resolve } from 'node:path';
import { AppError } from '@core/model/app-error';
import { REPORT_FORMATS, REPORT_FORMAT_NAMES, type ReportFormat } from '@core/model/report';
import type { GnomonEngine } from '../engine/gnomon-engine';
import { writeReport } from '../engine/make-report';
import { loadPlan } from './load-plan';
import { type Analysis, type AnalysisFlags, runAnalysis } from './run-analysis';
import { summary } from './summary';
import { writeWholeFile } from './write-whole-file';

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
  const analysis = await runAnalysis(logs, flags, { engine, by: 'gnomon analyze' });
  const plan = await loadPlan(flags.plan);
  for (const { path, format } of formats)
    await writeWholeFile(resolve(path), (write) =>
      writeReport(engine, analysis.path, {
        format,
        write,
        ...(plan && { plan }),
        by: 'gnomon analyze',
      }),
    );
  process.stdout.write(flags.json ? `${toJson(jsonResult(analysis))}\n` : summary(analysis.overview));
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

/** The format whose ending the file's name has. */
function reportFormat(path: string): ReportFormat {
  const format = REPORT_FORMAT_NAMES.filter((name) =>
    path.toLowerCase().endsWith(`.${REPORT_FORMATS[name].ending}`),
  ).toSorted((a, b) => REPORT_FORMATS[b].ending.length - REPORT_FORMATS[a].ending.length)[0];
  if (format !== undefined) return format;
  throw new AppError('usage', {
    message: `A report can not be written as "${basename(path)}".`,
    where: `--report ${path}`,
    remedy: `let the file name end in ${REPORT_FORMAT_NAMES.map((name) => `.${REPORT_FORMATS[name].ending}`).join(', ')}`,
  });
}

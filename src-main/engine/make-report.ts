import { exportLlmComparator } from '@core/engine/export-llm-comparator';
import { exportOtel } from '@core/engine/export-otel';
import { reportExamples } from '@core/engine/report-examples';
import type { DecisionBoard } from '@core/model/board';
import type { Redaction } from '@core/model/judge';
import type { Overview } from '@core/model/overview';
import { DEFAULT_PLAN, type Plan } from '@core/model/plan';
import { REPORT_REDACTION, type ReportFormat } from '@core/model/report';
import { buildReport } from '@core/report/build-report';
import { renderHtml } from '@core/report/render-html';
import { renderJson } from '@core/report/render-json';
import { renderJunit } from '@core/report/render-junit';
import { renderMarkdown } from '@core/report/render-markdown';
import type { ReportBoard, ReportModel } from '@core/report/report-model';
import { printToPdf } from '../adapters/pdf/print-to-pdf';
import { analyse } from './analyse';
import { boardOf } from './board';
import type { GnomonEngine } from './gnomon-engine';
import { JudgeTrustService } from './judge/judge-trust-service';
import { ledger } from './ledger';
import { planHash } from './plan-state';
import { signOffState } from './sign-offs';

export interface ReportOptions {
  /** Left out: the plan in force. */
  plan?: Plan;
  /** Who looks; left out: a report. */
  by?: string;
  /** What is replaced in quoted texts; null: they are quoted as logged. Left out: addresses, numbers and keys. */
  redaction?: Redaction | null;
  signal?: AbortSignal;
}

/** Takes the chunks of a report's file; resolves when it can take more. */
type Write = (chunk: string | Uint8Array) => Promise<void>;

/** The report of a workspace as plain data: all formats for reading are rendered from it. */
export async function reportModel(
  engine: GnomonEngine,
  path: string,
  { plan, by = 'report', redaction = REPORT_REDACTION, signal }: ReportOptions,
): Promise<ReportModel> {
  const overview = await analyse(engine, path, { by, ...(plan && { plan }) });
  const examples = await engine.withWorkspace(path, (db, store) => reportExamples(db, store, redaction));
  const judge = await new JudgeTrustService(engine).report(path);
  // First: reading the texts once is what the slices by language and length are made of, too.
  const changes = await ledger(engine, path, signal ? { signal } : {});
  const board = withoutRepeats(await boardOf(engine, path, overview));
  const { signOffs, baseline, hashes } = await signOffState(overview);
  return buildReport(overview, {
    command: reproducingCommand(overview),
    generatedAt: overview.computedAt,
    hashes,
    judge,
    board,
    ledger: changes,
    examples,
    signOffs,
    baseline,
  });
}

/** The board without what the report holds already. */
function withoutRepeats(board: DecisionBoard): ReportBoard {
  const { planState, criteria, binding, pace, clusters, rollout, robustness } = board;
  const { latency, slices, drift, cost } = board;
  return {
    planState,
    criteria: criteria.map(({ key, deciding, missing, pairing, effective, more }) => ({
      key,
      deciding,
      missing,
      pairing,
      effective,
      more,
    })),
    binding,
    pace,
    clusters,
    latency,
    slices,
    drift,
    cost,
    rollout,
    robustness,
  };
}

/** Writes a report in one format, chunk by chunk; formats for other programs may be large. */
export async function writeReport(
  engine: GnomonEngine,
  path: string,
  { format, write, ...options }: ReportOptions & { format: ReportFormat; write: Write },
): Promise<void> {
  if (format === 'llm-comparator' || format === 'otel') {
    const overview = await analyse(engine, path, { by: 'report', ...options });
    await engine.withWorkspace(path, async (db, store) => {
      const chunks =
        format === 'otel'
          ? exportOtel(db, overview)
          : exportLlmComparator(db, store, {
              sources: overview.workspace.sources.map(({ file }) => file),
              redaction: options.redaction === undefined ? REPORT_REDACTION : options.redaction,
            });
      for await (const chunk of chunks) {
        options.signal?.throwIfAborted();
        await write(chunk);
      }
    });
    return;
  }
  await write(await renderReport(await reportModel(engine, path, options), format, options.signal));
}

/** A report's model as the content of a file. */
export async function renderReport(
  model: ReportModel,
  format: Exclude<ReportFormat, 'llm-comparator' | 'otel'>,
  signal?: AbortSignal,
): Promise<string | Uint8Array> {
  switch (format) {
    case 'html':
      return renderHtml(model);
    case 'pdf':
      return printToPdf(renderHtml(model), signal ? { signal } : {});
    case 'md':
      return renderMarkdown(model);
    case 'json':
      return renderJson(model);
    case 'junit':
      return renderJunit(model);
  }
}

/** The plan stands in the report in full: to be saved as plan.json where it is not the default. */
function reproducingCommand({ workspace, plan }: Overview): string {
  const files = workspace.sources.map(({ file }) => shellWord(file)).join(' ');
  const own = planHash(plan) === planHash(DEFAULT_PLAN) ? '' : ' --plan plan.json';
  return `gnomon analyze ${files}${own} --report report.html`;
}

/** A file name as one word of a POSIX shell: names come from outside, and the command is there to be pasted. */
function shellWord(name: string): string {
  return /^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`;
}

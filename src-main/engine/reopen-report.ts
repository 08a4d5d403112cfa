import { recomputeReport } from '@core/engine/recompute-report';
import { AppError } from '@core/model/app-error';
import type { ReportFormat } from '@core/model/report';
import { parseReport } from '@core/report/render-json';
import { renderReport } from './make-report';

/**
 * Opens a report's JSON: computes its decision anew and writes it in another format. As JSON the bytes are the same.
 * @throws AppError 'bad-data' when it is no report, or its decision does not follow from its own figures;
 *   'usage' for a format that needs the pairs themselves
 */
export async function writeReopened(
  json: string,
  {
    format,
    write,
    signal,
  }: {
    format: ReportFormat;
    write: (chunk: string | Uint8Array) => Promise<void>;
    signal?: AbortSignal;
  },
): Promise<void> {
  const { model, same } = recomputeReport(parseReport(json));
  if (!same)
    throw new AppError('bad-data', {
      message: 'The decision in this report does not follow from its own figures and plan.',
      cause: 'the file was edited, or another version of Gnomon decided it',
      remedy: `make the report again from its logs: ${model.command}`,
    });
  if (format === 'llm-comparator' || format === 'otel')
    throw new AppError('usage', {
      message: 'This format holds single pairs, which a report’s JSON does not.',
      where: `--format ${format}`,
      remedy: 'name the workspace instead of the report',
    });
  await write(await renderReport(model, format, signal));
}

import { recomputeReport } from '@core/engine/recompute-report';
import { AppError } from '@core/model/app-error';
import type { ReportFormat } from '@core/model/report';
import { parseReport } from '@core/report/render-json';
import { hashJson } from './hash-json';
import { renderReport } from './make-report';
import { VERSION } from './version';

const FIGURES: ReadonlySet<string> = new Set(['decision', 'human', 'hashes', 'baseline']);

const PARTS: Readonly<Record<string, string>> = {
  human: 'people’s win rate',
  methods: 'list of methods',
  sentences: 'summary',
  board: 'need, roll-out plan or range of a setting',
  baseline: 'comparison with the last sign-off',
};

/**
 * Opens a report's JSON: computes anew what follows from its evidence and plan, and writes it in another format. The bytes
 * are those that the workspace gives.
 * @throws AppError 'bad-data' when it is no report, or something in it does not follow from its own figures;
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
  const given = parseReport(json);
  const { model, differing } = recomputeReport(given, hashJson);
  // Words may change between versions; what was decided from which figures may not.
  const sameVersion = given.gnomonVersion === VERSION;
  const wrong = differing.filter((part) => sameVersion || FIGURES.has(part));
  if (wrong.length > 0)
    throw new AppError('bad-data', {
      message: `The ${wrong.map((part) => PARTS[part] ?? part).join(' and the ')} in this report does not follow from its own figures and plan.`,
      cause: 'the file was edited, or another version of Gnomon decided it',
      remedy: `make the report again from its logs: ${model.command}`,
    });
  if (format === 'llm-comparator' || format === 'otel')
    throw new AppError('usage', {
      message: 'This format holds single pairs, which a report’s JSON does not.',
      where: `--format ${format}`,
      remedy: 'name the workspace instead of the report',
    });
  await write(await renderReport(sameVersion ? model : given, format, signal));
}

import { mkdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '@core/model/app-error';
import type { Redaction } from '@core/model/judge';
import { REPORT_FORMATS, REPORT_FORMAT_NAMES, REPORT_REDACTION, type ReportFormat } from '@core/model/report';
import { isWorkspace } from '../adapters/workspace/folder-workspace';
import type { GnomonEngine } from '../engine/gnomon-engine';
import { writeReport } from '../engine/make-report';
import { writeReopened } from '../engine/reopen-report';
import { interruptible } from './interruptible';
import { loadPlan } from './load-plan';
import { writeWholeFile } from './write-whole-file';

export interface ReportFlags {
  format: string;
  out: string;
  plan?: string;
  redact: string;
  redactPattern?: string[];
}

/** `gnomon report`: the report of a workspace, or of a report's own JSON, as one or several files. */
export async function reportCommand(source: string, flags: ReportFlags, engine: GnomonEngine): Promise<void> {
  const formats = formatsOf(flags.format);
  const files = await placesOf(resolve(flags.out), formats);
  const from = resolve(source);
  const plan = await loadPlan(flags.plan);
  const redaction = redactionOf(flags);
  const json = isWorkspace(from) ? null : await readReport(from);
  await interruptible(async ({ show, signal }) => {
    for (const { format, path } of files) {
      show(`writing ${path}`);
      await writeWholeFile(path, async (write) => {
        const options = { format, write, signal };
        if (json === null)
          await writeReport(engine, from, {
            ...options,
            ...(plan && { plan }),
            by: 'gnomon report',
            redaction,
          });
        else await writeReopened(json, options);
      });
    }
  });
  for (const { path } of files) process.stdout.write(`${path}\n`);
}

/** @throws AppError('usage') naming what can be replaced */
function redactionOf({ redact, redactPattern = [] }: ReportFlags): Redaction | null {
  const names = redact.split(',').map((name) => name.trim().toLowerCase());
  const unknown = names.find((name) => name !== 'none' && !Object.hasOwn(REPORT_REDACTION, name));
  if (unknown !== undefined || names.includes('patterns'))
    throw new AppError('usage', {
      message: `A report can not redact ${JSON.stringify(unknown ?? 'patterns')}.`,
      where: `--redact ${redact}`,
      remedy:
        'choose among emails, phones, keys, several separated by commas, or none; own patterns go to --redact-pattern',
    });
  const has = (name: string): boolean => names.includes(name);
  const chosen = { emails: has('emails'), phones: has('phones'), keys: has('keys'), patterns: redactPattern };
  return has('none') && redactPattern.length === 0 ? null : chosen;
}

/** @throws AppError('usage') naming the formats */
function formatsOf(text: string): ReportFormat[] {
  const names = text.split(',').map((name) => name.trim().toLowerCase());
  const unknown = names.find((name) => !Object.hasOwn(REPORT_FORMATS, name));
  if (unknown === undefined) return [...new Set(names as ReportFormat[])];
  throw new AppError('usage', {
    message: `There is no report format ${JSON.stringify(unknown)}.`,
    where: `--format ${text}`,
    remedy: `choose among ${REPORT_FORMAT_NAMES.join(', ')}, several separated by commas`,
  });
}

/** One format goes to the file that was named, several into the folder. */
async function placesOf(
  out: string,
  formats: readonly ReportFormat[],
): Promise<{ format: ReportFormat; path: string }[]> {
  const info = await stat(out).catch(() => null);
  const [only] = formats;
  if (formats.length === 1 && only !== undefined && !info?.isDirectory())
    return [{ format: only, path: out }];
  if (info !== null && !info.isDirectory())
    throw new AppError('usage', {
      message: 'Several formats need a folder to be written to, and this is a file.',
      where: `--out ${out}`,
      remedy: 'name a folder, or one format',
    });
  await mkdir(out, { recursive: true });
  return formats.map((format) => ({ format, path: join(out, `report.${REPORT_FORMATS[format].ending}`) }));
}

async function readReport(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code;
    throw new AppError('not-found', {
      message: 'There is neither a workspace nor a report here.',
      where: path,
      cause: missing === 'EISDIR' ? 'the folder holds no workspace.json' : 'nothing has this name',
      remedy:
        'name a workspace folder (gnomon analyze prints it) or a report saved as JSON; import a log with gnomon analyze LOG first',
    });
  }
}

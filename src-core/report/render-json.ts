import * as v from 'valibot';
import { AppError } from '../model/app-error';
import { toJson } from '../model/infinite-json';
import type { ReportModel } from './report-model';
import { ReportSchema } from './report-schema';
import { INVISIBLE } from '../model/visible-text';

/**
 * The report as JSON, keys in the schema's order whatever built the model, ±Infinity as text, invisible characters
 * escaped. `parseReport` reads it back and rendering that gives the same bytes.
 */
export function renderJson(model: ReportModel): string {
  const ordered = v.parse(ReportSchema, model);
  return `${toJson(ordered, 2).replace(INVISIBLE, escaped)}\n`;
}

/** Reads `renderJson`'s text. Throws AppError('bad-data') naming the place when it is something else. */
export function parseReport(text: string): ReportModel {
  const result = v.safeParse(ReportSchema, parseJson(text));
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new AppError('bad-data', {
    message: `This is not a report that this version of Gnomon can read: ${issue.message}`,
    where: `field ${v.getDotPath(issue) ?? '(the whole file)'}`,
    cause: 'the file is no Gnomon report, was edited, or comes from a newer version',
    remedy: 'make the report again with gnomon analyze --report FILE.json',
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError(
      'bad-data',
      {
        message: 'The report is not valid JSON.',
        cause: error instanceof Error ? error.message : String(error),
        remedy: 'make the report again with gnomon analyze --report FILE.json',
      },
      { cause: error },
    );
  }
}

function escaped(characters: string): string {
  return Array.from({ length: characters.length }, (_, index) => {
    return `\\u${characters.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}

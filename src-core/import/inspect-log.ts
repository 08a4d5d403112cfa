import type { ErrorDetails } from '../model/app-error';
import type { ArmName } from '../model/arm';
import type { ColumnInfo, LogInspection, Mapping, MappedColumn, TimeUnits } from '../model/import';
import type { CsvReader } from '../ports/csv-reader';
import type { LogFile } from '../ports/log-file';
import { columnType, type ColumnSample, type ColumnSampler } from './column-sampler';
import { decideUnits } from './decide-units';
import { detectArm } from './detect-arm';
import { detectMapping, type DetectedColumn } from './detect-mapping';
import { mergeMapping } from './merge-mapping';
import { sampleLog } from './sample-log';

export interface InspectOptions {
  file: LogFile;
  csvReader: CsvReader;
  /** Laid over the detected mapping; an empty path takes a detected column away. */
  mapping?: Mapping;
  units?: TimeUnits;
  /** The arm of a one-arm log, when it is known better. */
  arm?: ArmName;
}

/**
 * Finds out what a log holds from its first 500 records or so: format, form, columns, mapping, units, arm.
 * A log without columns that can be used is returned with its problem, so that they can be mapped by hand.
 * Throws AppError: 'bad-data' when there are no records, 'usage' when the mapping or a unit names something that is
 * not there.
 */
export async function inspectLog({
  file,
  csvReader,
  mapping = {},
  units = {},
  arm,
}: InspectOptions): Promise<LogInspection> {
  const { sampler, ...format } = await sampleLog(file, csvReader);
  const detected = detectMapping(sampler.columns.values());
  const { form, mapped } = mergeMapping(detected, mapping, sampler.columns);
  const found = form === 'one-arm' ? detectArm(file.name, sampler.columns.values(), detected.arm) : null;
  const known = form === 'one-arm' && arm ? { name: arm, reason: 'given by hand' } : found;
  const decided = decideUnits(mapped, form === 'one-arm' ? ownUnits(units, known?.name) : units);
  return {
    file: file.name,
    path: file.path,
    size: file.size,
    gzip: file.gzip,
    ...format,
    form: form ?? 'unknown',
    problem: form === null ? nothingUsable(file.name, sampler) : null,
    arm: known,
    columns: shownColumns(sampler, mapped),
    mapped: mapped.map(({ target, column, confidence, reason }): MappedColumn => {
      const unit = decided.get(target);
      return {
        target,
        path: column.path,
        confidence,
        reason,
        unit: unit?.unit ?? null,
        unitReason: unit?.reason ?? null,
      };
    }),
    unmapped: unmappedPaths(sampler, mapped),
    sampledRecords: sampler.records,
  };
}

/** Units given for the arms of pairs, as they concern a log of one arm. */
function ownUnits(units: TimeUnits, arm: ArmName | undefined): TimeUnits {
  const own = Object.entries(units).flatMap(([target, unit]) => {
    const [side, field] = target.split('.');
    if (side !== 'prod' && side !== 'shadow') return [[target, unit] as const];
    return side === arm ? [[`arm.${field}`, unit] as const] : [];
  });
  return Object.fromEntries(own);
}

/** Leaves, and the objects that are mapped as a whole. */
function shownColumns(sampler: ColumnSampler, mapped: readonly DetectedColumn[]): ColumnInfo[] {
  const whole = new Set(mapped.map(({ column }) => column.path));
  return [...sampler.columns.values()]
    .filter((column) => whole.has(column.path) || isLeaf(column))
    .map((column) => ({
      path: column.path,
      type: columnType(column),
      filled: sampler.records === 0 ? 0 : column.filled / sampler.records,
      samples: column.samples,
    }));
}

function unmappedPaths(sampler: ColumnSampler, mapped: readonly DetectedColumn[]): string[] {
  const used = mapped.map(({ column }) => column.path);
  return [...sampler.columns.values()]
    .filter(
      (column) =>
        isLeaf(column) && !used.some((path) => column.path === path || column.path.startsWith(`${path}.`)),
    )
    .map(({ path }) => path);
}

function isLeaf({ types }: ColumnSample): boolean {
  return !(types.size === 1 && types.has('object'));
}

function nothingUsable(name: string, sampler: ColumnSampler): ErrorDetails {
  const paths = [...sampler.columns.values()].filter(isLeaf).map(({ path }) => path);
  const shown = paths.slice(0, 12).join(', ') + (paths.length > 12 ? ` and ${paths.length - 12} more` : '');
  const list = [...sampler.columns.values()]
    .filter(({ types }) => types.has('list'))
    .toSorted((one, other) => lengthOf(other) - lengthOf(one))[0];
  const wrapped = sampler.records === 1 && list;
  return {
    message: `${name} has no columns that say what became of a request in either arm. Found: ${shown}.`,
    cause: wrapped
      ? `the file is one object whose records stand in the list "${list.path}"`
      : 'the columns have other names than the usual ones',
    remedy: wrapped
      ? `write that list to a file of its own, one record a line`
      : 'needed are the outputs, errors or latencies of both arms (prod.response and shadow.response, …), or of one arm ' +
        'for each of two files; map columns by hand',
    ...(!wrapped && { commandLine: '--map prod.response=answer_a --map shadow.response=answer_b' }),
  };
}

function lengthOf({ values }: ColumnSample): number {
  return values.reduce<number>((sum, value) => sum + (Array.isArray(value) ? value.length : 0), 0);
}

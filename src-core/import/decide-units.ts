import { AppError } from '../model/app-error';
import type { Target, TimeUnit, TimeUnits } from '../model/import';
import type { ColumnSample } from './column-sampler';
import { recogniseArmColumn } from './recognise-column';
import { armTarget, isTimeTarget } from './targets';

export interface DecidedUnit {
  unit: TimeUnit;
  reason: string;
  /** Whether the column's own name says it. */
  named?: boolean;
}

const GUESSED = 'the name does not say it';

interface TimeColumn {
  target: Target;
  column: ColumnSample;
}

/**
 * The unit of each time column: given by hand, else said by its name, else as the other arm's column (or, for
 * the time to first token, as the latency) is, else from the size of the values of both arms together.
 * Throws AppError('usage') when a unit is given for a target that holds no time or is not mapped.
 */
export function decideUnits(
  columns: readonly TimeColumn[],
  byHand: TimeUnits = {},
): Map<Target, DecidedUnit> {
  const times = columns.filter(({ target }) => isTimeTarget(target));
  checkByHand(byHand, times);
  const decided = new Map<Target, DecidedUnit>();
  for (const { target, column } of times) {
    const given = Object.hasOwn(byHand, target) ? byHand[target] : undefined;
    const named = recogniseArmColumn(column.path)?.unit;
    if (given) decided.set(target, { unit: given, reason: 'given by hand' });
    else if (named) decided.set(target, { unit: named, reason: `the name says ${named}`, named: true });
  }
  for (const field of ['latency', 'ttft'] as const) {
    const open = times.filter(({ target }) => armTarget(target)?.field === field && !decided.has(target));
    for (const { target } of open) {
      const model = times.find((other) => isModelFor(target, other.target) && decided.has(other.target));
      const unit = model && decided.get(model.target)?.unit;
      if (unit) decided.set(target, { unit, reason: `as ${model.target}` });
    }
    const numbers = open.filter(({ target }) => !decided.has(target)).flatMap(({ column }) => column.numbers);
    for (const { target } of open) {
      if (!decided.has(target)) decided.set(target, unitBySize(numbers, field));
    }
  }
  return decided;
}

/** Another column that has the same unit: the same field of the other arm, or the latency of the same arm. */
function isModelFor(target: Target, other: Target): boolean {
  const [a, b] = [armTarget(target), armTarget(other)];
  if (!a || !b || target === other) return false;
  return a.field === b.field || (a.field === 'ttft' && b.field === 'latency' && a.side === b.side);
}

/** Whether a unit was told from the size of the values alone. */
export function isGuessedUnit(reason: string | null): boolean {
  return reason?.startsWith(GUESSED) ?? false;
}

/**
 * Answers of language models take from tens of milliseconds to a minute. The median of a latency is read in
 * the unit that puts it there: below 30 seconds, below 60 000 milliseconds, below 60 000 000 microseconds.
 */
function unitBySize(numbers: readonly number[], field: 'latency' | 'ttft'): DecidedUnit {
  const sorted = numbers.filter((value) => value > 0).toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  if (median === undefined) return { unit: 'ms', reason: `${GUESSED}, and there are no values: taken as ms` };
  const scale = field === 'ttft' ? 0.2 : 1;
  const unit = median < 30 * scale ? 's' : median < 6e4 ? 'ms' : median < 6e7 ? 'us' : 'ns';
  return { unit, reason: `${GUESSED}; values around ${Number(median.toPrecision(3))} are likeliest ${unit}` };
}

function checkByHand(byHand: TimeUnits, times: readonly TimeColumn[]): void {
  for (const target of Object.keys(byHand)) {
    if (times.some((time) => time.target === target)) continue;
    const known = times.map((time) => time.target).join(', ') || 'none';
    throw new AppError('usage', {
      message: `A unit was given for "${target}", which is no mapped time column.`,
      remedy: `give it for one of the time columns of this log: ${known}`,
    });
  }
}

import type { LogInspection, MappedColumn } from '../../model/import';
import { isGuessedUnit } from '../decide-units';

/**
 * Gives the logs of one arm each the same units: where a unit was only told from the size of the values, that of
 * the other logs counts, a named one before a guessed one. Logs that hold pairs stay as they are.
 */
export function alignUnits(inspections: readonly LogInspection[]): LogInspection[] {
  const single = inspections.filter(({ form }) => form === 'one-arm');
  return inspections.map((log) => {
    if (log.form !== 'one-arm') return log;
    const mapped = log.mapped.map((column) => aligned(column, log, single));
    return mapped.every((column, i) => column === log.mapped[i]) ? log : { ...log, mapped };
  });
}

function aligned(column: MappedColumn, log: LogInspection, logs: readonly LogInspection[]): MappedColumn {
  if (column.unit === null || !isGuessedUnit(column.unitReason)) return column;
  const candidates = logs.flatMap((other) => {
    const same = other.mapped.find(({ target }) => target === column.target);
    return same?.unit ? [{ unit: same.unit, guessed: isGuessedUnit(same.unitReason), other }] : [];
  });
  const model = candidates.find(({ guessed }) => !guessed) ?? candidates[0];
  if (!model || model.other === log || model.unit === column.unit) return column;
  return { ...column, unit: model.unit, unitReason: `as in ${model.other.file}` };
}

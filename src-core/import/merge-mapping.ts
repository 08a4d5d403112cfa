import { AppError } from '../model/app-error';
import type { LogForm, Mapping, Target } from '../model/import';
import type { ColumnSample } from './column-sampler';
import { pairForm, type DetectedColumn, type DetectedMapping } from './detect-mapping';
import { nearestName } from './nearest-name';
import { armTarget, checkTarget, targetRank } from './targets';

/**
 * Puts a mapping made by hand over the detected one. An empty path takes a detected column away.
 * Throws AppError('usage') for a target or a column that does not exist, naming the nearest one.
 * The form is null when nothing says what became of a request.
 */
export function mergeMapping(
  detected: DetectedMapping,
  byHand: Mapping,
  columns: ReadonlyMap<string, ColumnSample>,
): { form: LogForm | null; mapped: DetectedColumn[] } {
  const found = new Map(detected.mapped.map((entry) => [entry.target, entry]));
  const given = Object.entries(byHand);
  for (const [target] of given) checkTarget(target);
  const wantsPairs = given.some(([target]) => isPairTarget(target));
  if (wantsPairs && given.some(([target]) => target.startsWith('arm.'))) {
    throw new AppError('usage', {
      message: 'The mapping names columns of a single arm (arm.…) and of both arms (prod.…, shadow.…).',
      remedy: 'use arm.… for a log that holds one arm, prod.… and shadow.… for a log that holds both',
    });
  }
  for (const [target] of found) {
    const dropped = wantsPairs
      ? target.startsWith('arm.')
      : given.some(([t]) => t.startsWith('arm.')) && isPairTarget(target);
    if (dropped) found.delete(target);
  }
  for (const [target, path] of given) {
    for (const [other, { column }] of found) if (column.path === path && path !== '') found.delete(other);
    if (path === '') found.delete(target);
  }
  for (const [target, path] of given) {
    if (path === '') continue;
    const column = columns.get(path) ?? unknownColumn(target, path, columns);
    found.set(target, { target, column, confidence: 1, reason: 'mapped by hand' });
  }
  const mapped = [...found.values()].toSorted((a, b) => targetRank(a.target) - targetRank(b.target));
  return { form: formOf(found), mapped };
}

function formOf(found: ReadonlyMap<Target, DetectedColumn>): LogForm | null {
  const outcomes = [...found.keys()].filter((target) => {
    const { side, field } = armTarget(target) ?? {};
    if (side === 'rerun') return false;
    return field === 'response' || field === 'error' || field === 'latency';
  });
  if (outcomes.some((target) => target.startsWith('arm.'))) return 'one-arm';
  if (outcomes.length > 0 || found.has('exact_match') || found.has('similarity')) return pairForm(found);
  return null;
}

function isPairTarget(target: Target): boolean {
  const side = armTarget(target)?.side;
  return side === 'prod' || side === 'shadow';
}

function unknownColumn(target: Target, path: string, columns: ReadonlyMap<string, ColumnSample>): never {
  const nearest = nearestName(path, columns.keys());
  const names = [...columns.keys()].slice(0, 20).join(', ');
  throw new AppError('usage', {
    message: `There is no column "${path}" to map to ${target}.`,
    remedy: `${nearest ? `perhaps "${nearest}" is meant; ` : ''}the columns of the log are ${names}`,
  });
}

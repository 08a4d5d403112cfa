import type { ArmName } from '../model/arm';
import { AppError } from '../model/app-error';
import type { ArmField, Target } from '../model/import';
import { nearestName } from './nearest-name';

const ARM_FIELDS: readonly ArmField[] = [
  'model',
  'response',
  'error',
  'latency',
  'ttft',
  'tokens_in',
  'tokens_out',
  'cost',
];

/** Side of a target: an arm of a pair, the only arm of a one-arm log, or production asked once more. */
export type Side = ArmName | 'arm' | 'rerun';
const SIDES: readonly Side[] = ['prod', 'shadow', 'arm'];
/** What is read of a rerun: enough to compare it with production's output. */
const RERUN_FIELDS: readonly ArmField[] = ['response', 'error'];

/** Every target but `tags.<key>` and `labels.<key>`, in the order in which a mapping is shown. */
const TARGETS: readonly Target[] = [
  'request_id',
  'timestamp',
  'prompt',
  'messages',
  ...SIDES.flatMap((side) => ARM_FIELDS.map((field) => `${side}.${field}`)),
  ...RERUN_FIELDS.map((field) => `rerun.${field}`),
  'exact_match',
  'similarity',
  'tags',
  'labels',
];

const FREE = /^(?:tags|labels)\../;

/** The side and field of an arm's target; null for the others. */
export function armTarget(target: Target): { side: Side; field: ArmField } | null {
  const [side, field, ...more] = target.split('.');
  const fields = side === 'rerun' ? RERUN_FIELDS : SIDES.includes(side as Side) ? ARM_FIELDS : [];
  if (more.length > 0 || !fields.includes(field as ArmField)) return null;
  return { side: side as Side, field: field as ArmField };
}

/** Whether a target holds a time and so needs a unit. */
export function isTimeTarget(target: Target): boolean {
  const field = armTarget(target)?.field;
  return field === 'latency' || field === 'ttft';
}

/** Throws AppError('usage') for a target that does not exist, naming the nearest one. */
export function checkTarget(target: Target): void {
  if (TARGETS.includes(target) || FREE.test(target)) return;
  const nearest = nearestName(target, TARGETS);
  throw new AppError('usage', {
    message: `There is no target "${target}" that a column could be mapped to.`,
    remedy: `${nearest ? `perhaps ${nearest} is meant; ` : ''}the targets are ${TARGETS.join(', ')}, tags.<key> and labels.<key>`,
  });
}

/** Sorts targets in the order in which a mapping is shown. */
export function targetRank(target: Target): number {
  const exact = TARGETS.indexOf(target);
  if (exact >= 0) return exact;
  return target.startsWith('tags.') ? TARGETS.length : TARGETS.length + 1;
}

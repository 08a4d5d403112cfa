import { AppError } from '../../model/app-error';
import { ARM_LABEL, ARMS, type ArmName } from '../../model/arm';
import type { LogInspection } from '../../model/import';
import { byRequestId } from './by-request-id';
import type { PairingRule } from './pairing-rule';

export interface ArmJoin {
  prod: readonly LogInspection[];
  shadow: readonly LogInspection[];
  /** How records find each other. */
  rule: PairingRule;
  /** Why each log is believed to be of its arm, in the order of the logs. */
  reasons: readonly { file: string; arm: ArmName; reason: string }[];
}

export interface JoinPlan {
  /** Logs that hold pairs already. */
  paired: readonly LogInspection[];
  /** Logs of one arm each that are joined; none or one. */
  joins: readonly ArmJoin[];
}

/**
 * Decides which logs are read as they are and which are joined. Throws AppError('bad-data') when logs of one arm
 * lack their counterpart, or have no request id to be joined by.
 */
export function planJoin(inspections: readonly LogInspection[]): JoinPlan {
  const paired = inspections.filter(({ form }) => form !== 'one-arm');
  const single = inspections.filter(({ form }) => form === 'one-arm');
  if (single.length === 0) return { paired, joins: [] };
  const nameless = single.find(({ mapped }) => !mapped.some(({ target }) => target === 'request_id'));
  if (nameless) throw noIds(nameless);
  const placed = placeArms(single);
  const of = (arm: ArmName) => placed.filter((entry) => entry.arm === arm).map(({ log }) => log);
  const [prod, shadow] = [of('prod'), of('shadow')];
  if (prod.length === 0 || shadow.length === 0) throw oneSided(placed);
  const reasons = placed.map(({ log, arm, reason }) => ({ file: log.file, arm, reason }));
  return { paired, joins: [{ prod, shadow, rule: byRequestId, reasons }] };
}

/** The inspections with the arm of each one-arm log, as far as the files together tell it. */
export function withArms(inspections: readonly LogInspection[]): LogInspection[] {
  const single = inspections.filter(({ form }) => form === 'one-arm');
  if (single.length !== 2) return [...inspections];
  const placed = new Map(placeArms(single).map(({ log, arm, reason }) => [log, { name: arm, reason }]));
  return inspections.map((log) => ({ ...log, arm: placed.get(log) ?? log.arm }));
}

interface Placed {
  log: LogInspection;
  arm: ArmName;
  reason: string;
}

/** Logs that do not say their arm are placed by the others: the remaining arm, or the order of two files. */
function placeArms(logs: readonly LogInspection[]): Placed[] {
  const open = logs.filter(({ arm }) => arm === null);
  const known = new Set(logs.flatMap(({ arm }) => arm?.name ?? []));
  if (open.length > 0 && logs.length > 2) throw unknownArms(open);
  return logs.map((log, i) => {
    if (log.arm) return { log, arm: log.arm.name, reason: log.arm.reason };
    const free = ARMS.find((arm) => !known.has(arm)) ?? 'prod';
    if (known.size === 1)
      return {
        log,
        arm: free,
        reason: `the other file holds ${ARM_LABEL[free === 'prod' ? 'shadow' : 'prod']}`,
      };
    return { log, arm: ARMS[i] ?? 'shadow', reason: 'order of the files: production first' };
  });
}

function oneSided(placed: readonly Placed[]): AppError {
  const [first] = placed;
  const files = placed.map(({ log }) => log.file).join(' and ');
  const known = first?.log.arm ? first.arm : null;
  const held = known ? `the ${ARM_LABEL[known]} arm` : 'one arm';
  const missing = known === 'prod' ? 'shadow' : known === 'shadow' ? 'prod' : null;
  return new AppError('bad-data', {
    message: `${files} ${placed.length === 1 ? 'holds' : 'both hold'} only ${held}, so there is nothing to compare it with.`,
    ...(known &&
      placed.length > 1 && { cause: placed.map(({ log, reason }) => `${log.file}: ${reason}`).join('; ') }),
    remedy:
      `open it together with the log of the ${missing ? `${ARM_LABEL[missing]} arm` : 'other arm'}` +
      (placed.length > 1
        ? ', or say which arm each file holds'
        : ', or map the columns of both arms by hand if it holds both'),
  });
}

function unknownArms(open: readonly LogInspection[]): AppError {
  return new AppError('bad-data', {
    message: `It is not clear which arm ${open.map(({ file }) => file).join(', ')} hold.`,
    cause: 'neither their columns nor their names say production or shadow',
    remedy: 'say which arm each file holds, or give the files names such as prod-1.jsonl and shadow-1.jsonl',
  });
}

function noIds({ file, columns }: LogInspection): AppError {
  return new AppError('bad-data', {
    message: `${file} holds one arm and has no request id, so its records cannot be joined with the other arm's.`,
    where: `columns ${columns
      .slice(0, 12)
      .map(({ path }) => path)
      .join(', ')}`,
    remedy: 'name the column that both logs share',
    commandLine: '--map request_id=question_id',
  });
}

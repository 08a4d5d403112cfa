import { resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '@core/model/app-error';
import type { ArmName } from '@core/model/arm';
import type { Mapping, TimeUnit, TimeUnits } from '@core/model/import';
import type { LogOptions } from '../engine/gnomon-engine';

/** Options of every command that reads logs, as commander gives them. */
export interface LogFlags {
  map?: string[];
  unit?: string[];
  prod?: string[];
  shadow?: string[];
}

const UNITS: readonly string[] = ['s', 'ms', 'us', 'ns'] satisfies TimeUnit[];

export function addLogOptions(command: Command): Command {
  return command
    .option('--map <target=column...>', 'read a field from this column, e.g. prod.response=answer_a')
    .option('--unit <target=unit...>', 'unit of a time column: s, ms, us or ns, e.g. prod.latency=s')
    .option('--prod <file...>', "log of the production arm alone (the arms' logs are joined by request id)")
    .option('--shadow <file...>', 'log of the shadow arm alone');
}

/** All logs named, in order: positional ones first. */
export function logPaths(positional: readonly string[], { prod = [], shadow = [] }: LogFlags): string[] {
  return [...positional, ...prod, ...shadow];
}

/** @throws AppError('usage') for a malformed `--map` or `--unit` */
export function logOptions({ map = [], unit = [], prod = [], shadow = [] }: LogFlags): LogOptions {
  const mapping: Mapping = Object.fromEntries(map.map((entry) => assignment('--map', entry)));
  const units = unit.map((entry) => {
    const [target, value] = assignment('--unit', entry);
    if (!UNITS.includes(value)) throw usage(`--unit ${entry}`, 'the unit must be s, ms, us or ns');
    return [target, value as TimeUnit] as const;
  });
  const arms = new Map<string, ArmName>([
    ...prod.map((path): [string, ArmName] => [resolve(path), 'prod']),
    ...shadow.map((path): [string, ArmName] => [resolve(path), 'shadow']),
  ]);
  return { mapping, units: Object.fromEntries(units) as TimeUnits, arms };
}

function assignment(flag: string, entry: string): [string, string] {
  const at = entry.indexOf('=');
  if (at <= 0 || at === entry.length - 1) throw usage(`${flag} ${entry}`, `write it as ${flag} target=value`);
  return [entry.slice(0, at).trim(), entry.slice(at + 1).trim()];
}

function usage(where: string, remedy: string): AppError {
  return new AppError('usage', { message: 'An option can not be read.', where, remedy });
}

import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { styleText } from 'node:util';
import { type Alert, ALERT_LABEL, describeAlert } from '@core/model/alert';
import { LOG_EVENT_SAYS } from '@core/model/api/watch';
import { AppError } from '@core/model/app-error';
import { formatCount, formatMoment } from '@core/model/format';
import type { Plan } from '@core/model/plan';
import { parseDuration } from '@core/model/duration';
import { isWorkspace } from '../adapters/workspace/folder-workspace';
import { analyse } from '../engine/analyse';
import { workspacesFolder } from '../engine/data-folder';
import { rememberLogs } from '../engine/followed-logs';
import { followLogs, type FollowStep } from '../engine/follow-logs';
import type { GnomonEngine } from '../engine/gnomon-engine';
import { readPlanState } from '../engine/plan-state';
import { tellWebhook } from '../engine/tell-webhook';
import { alertJournal, watchWorkspace } from '../engine/watch-workspace';
import { ALERT_EXIT_CODE } from './exit-code';
import { loadPlan } from './load-plan';
import { type LogFlags, logOptions } from './log-options';
import { progressLine } from './progress-line';
import { summary } from './summary';

export interface WatchFlags extends LogFlags {
  workspace?: string;
  plan?: string;
  every?: string;
  for?: string;
  once?: boolean;
  similarity?: string | true;
  webhook?: string;
  exitOnAlert?: boolean;
}

const NOTHING: FollowStep = { pairs: 0, rejected: 0, duplicates: 0, files: 0, events: [] };

/** `gnomon watch`: follows logs, and tells alerts and their all-clears, until Ctrl-C. Exit code 3 while an alert stands. */
export async function watch(
  logs: readonly string[],
  flags: WatchFlags,
  engine: GnomonEngine,
): Promise<number> {
  const named = await loadPlan(flags.plan);
  const every = durationOf('--every', flags.every ?? '2s');
  const end = flags.for === undefined ? Infinity : Date.now() + durationOf('--for', flags.for);
  const workspace = resolve(flags.workspace ?? join(workspacesFolder(), keyOf(logs)));
  const follower = followLogs(engine, { paths: logs, workspace, ...logOptions(flags) });
  const line = progressLine();
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, onSignal);
  let active: readonly Alert[] = [];
  let taken = 0;
  process.stdout.write(`Following ${logs.join(', ')} into ${workspace}\n`);
  try {
    for (let first = true; !stop.signal.aborted; first = false) {
      const step = await follower.step(stop.signal).catch(patience(stop.signal, line.clear));
      if (step.events.length > 0) line.clear();
      for (const { log, what } of step.events)
        process.stderr.write(`gnomon: ${log} ${LOG_EVENT_SAYS[what]}.\n`);
      if (first && isWorkspace(workspace)) await rememberLogs(workspace, logs);
      const plan = named ?? (await readPlanState(workspace)).plan;
      if (isWorkspace(workspace) && (first || step.pairs > 0 || active.length > 0)) {
        if (flags.similarity !== undefined && step.pairs > 0) await measure(engine, workspace, plan, flags);
        const look = await watchWorkspace(engine, { workspace, plan, logs });
        active = look.active;
        line.clear();
        for (const alert of look.fresh) print(alert);
        if (flags.webhook !== undefined) await tellAll(workspace, flags.webhook);
        taken += step.pairs;
        line.show(
          `${formatCount(taken)} pairs taken · ${active.length === 0 ? 'no alerts' : `in alert: ${active.map(({ rule }) => ALERT_LABEL[rule]).join(', ')}`}`,
        );
      }
      if (flags.once || Date.now() >= end || (flags.exitOnAlert && active.length > 0)) break;
      await pause(Math.min(every, Math.max(0, end - Date.now())), undefined, stop).catch(() => {});
    }
  } finally {
    line.clear();
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.removeListener(name, onSignal);
  }
  if (isWorkspace(workspace)) {
    const plan = named ?? (await readPlanState(workspace)).plan;
    process.stdout.write(summary(await analyse(engine, workspace, { plan, by: 'gnomon watch' })));
  } else process.stdout.write('No pair was logged yet.\n');
  return active.length > 0 ? ALERT_EXIT_CODE : 0;
}

/** Another process that writes to the workspace is waited for, and a stop is none of the errors. */
function patience(signal: AbortSignal, clear: () => void): (error: unknown) => FollowStep {
  return (error) => {
    if (signal.aborted) return NOTHING;
    if (!(error instanceof AppError) || error.kind !== 'locked') throw error;
    clear();
    process.stderr.write(`gnomon: ${error.details.message} Trying again.\n`);
    return NOTHING;
  };
}

async function measure(
  engine: GnomonEngine,
  workspace: string,
  plan: Plan,
  { similarity }: WatchFlags,
): Promise<void> {
  await engine
    .measureSimilarity(workspace, { plan, ...(typeof similarity === 'string' && { model: similarity }) })
    .catch((error: unknown) => {
      // Nothing to compare yet.
      if (!(error instanceof AppError) || error.kind !== 'usage') throw error;
    });
}

function print(alert: Alert): void {
  const colour = alert.kind === 'alert' ? 'red' : 'green';
  const mark = alert.kind === 'alert' ? '■ ALERT' : '● CLEAR';
  const painted = process.stdout.isTTY && !process.env['NO_COLOR'] ? styleText(colour, mark) : mark;
  process.stdout.write(`${formatMoment(alert.at)}  ${painted}  ${describeAlert(alert)}\n`);
}

/** Tells the webhook what it was not told yet, also from before a restart. */
async function tellAll(workspace: string, url: string): Promise<void> {
  const journal = alertJournal(workspace);
  const { entries } = await journal.read();
  const told = new Set(
    entries.flatMap((entry) => (entry.kind === 'told' && entry.to === 'webhook' ? [entry.id] : [])),
  );
  for (const entry of entries) {
    if (entry.kind === 'told' || told.has(entry.id)) continue;
    const failure = await tellWebhook(url, entry, workspace);
    if (failure === null)
      await journal.append([{ kind: 'told', id: entry.id, at: Date.now(), to: 'webhook' }]);
    else process.stderr.write(`gnomon: The webhook could not be told: ${failure}. It is tried again.\n`);
  }
}

function durationOf(option: string, text: string): number {
  const ms = parseDuration(text);
  if (ms !== null && ms > 0) return ms;
  throw new AppError('usage', {
    message: 'An option can not be read.',
    where: `${option} ${text}`,
    remedy: 'write it as 500ms, 30s, 15m or 24h',
  });
}

/** Same logs → same workspace. */
function keyOf(logs: readonly string[]): string {
  const paths = logs.map((log) => resolve(log)).toSorted();
  return createHash('sha256')
    .update(JSON.stringify(['watch', ...paths]))
    .digest('hex')
    .slice(0, 16);
}

import * as v from 'valibot';
import { type AlertLook, alertsOf, lookForAlerts, watchStateOf } from '@core/engine/look-for-alerts';
import { type AlertEntry, AlertEntrySchema, type WatchState } from '@core/model/alert';
import type { Plan } from '@core/model/plan';
import type { Journal } from '@core/ports/journal';
import { openJournal } from '../adapters/workspace/journal';
import { coverageOf } from './capture-coverage';
import type { GnomonEngine } from './gnomon-engine';

/** Alerts and all-clears of a workspace, and to whom they were told. */
export function alertJournal(workspace: string): Journal<AlertEntry> {
  return openJournal(workspace, 'alerts.jsonl', (value) => v.parse(AlertEntrySchema, value));
}

/** Looks at a watched workspace once. */
export async function watchWorkspace(
  engine: GnomonEngine,
  { workspace, plan, logs }: { workspace: string; plan: Plan; logs: readonly string[] },
): Promise<AlertLook> {
  const coverage = await coverageOf(logs);
  return engine.withFreshWorkspace(workspace, (db) =>
    lookForAlerts({ db, plan, journal: alertJournal(workspace), coverage, now: Date.now() }),
  );
}

/** The alerts of a workspace without a new look. */
export async function watchedSoFar(workspace: string): Promise<WatchState> {
  return watchStateOf(alertsOf((await alertJournal(workspace).read()).entries), []);
}

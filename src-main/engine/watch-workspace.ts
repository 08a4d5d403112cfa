import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { type AlertLook, alertsOf, lookForAlerts, watchStateOf } from '@core/engine/look-for-alerts';
import { type AlertEntry, AlertEntrySchema, type WatchState } from '@core/model/alert';
import type { CaptureCoverage } from '@core/model/capture-coverage';
import type { Plan } from '@core/model/plan';
import type { Journal } from '@core/ports/journal';
import { openJournal } from '../adapters/workspace/journal';
import { readCoverage } from '../capture/coverage-file';
import type { GnomonEngine } from './gnomon-engine';

const COVERAGE_ENDING = '.coverage.json';

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

/** Counts that captures have left beside logs; of a folder, those of all its logs. */
export async function coverageOf(logs: readonly string[]): Promise<CaptureCoverage[]> {
  const found: CaptureCoverage[] = [];
  for (const log of logs) {
    const folder = await stat(log).then(
      (info) => info.isDirectory(),
      () => false,
    );
    const names = folder ? (await readdir(log)).filter((name) => name.endsWith(COVERAGE_ENDING)) : [];
    const paths = folder ? names.map((name) => join(log, basename(name, COVERAGE_ENDING))) : [log];
    for (const path of paths) {
      const coverage = await readCoverage(path);
      if (coverage) found.push(coverage);
    }
  }
  return found;
}

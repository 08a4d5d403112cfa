import * as v from 'valibot';
import type { Look, PlanDeclaration, PlanState } from '@core/model/look';
import { LookSchema, PlanDeclarationSchema } from '@core/model/look';
import type { Overview } from '@core/model/overview';
import { DEFAULT_PLAN, type Plan } from '@core/model/plan';
import type { Journal } from '@core/ports/journal';
import { openJournal } from '../adapters/workspace/journal';
import { hashJson } from './hash-json';

/** SHA-256 of what a plan says, hex. */
export function planHash(plan: Plan): string {
  return hashJson(plan);
}

function plans(path: string): Journal<PlanDeclaration> {
  return openJournal(path, 'plans.jsonl', (line) => v.parse(PlanDeclarationSchema, line));
}

function looks(path: string): Journal<Look> {
  return openJournal(path, 'looks.jsonl', (line) => v.parse(LookSchema, line));
}

/** The plan in force in a workspace, how it came about, and every look so far. */
export async function readPlanState(path: string): Promise<PlanState> {
  const [declared, looked] = await Promise.all([plans(path).read(), looks(path).read()]);
  const versions = declared.entries.map((entry) => ({
    ...entry,
    looksBefore: looked.entries.filter(({ at }) => at < entry.at).length,
  }));
  const plan = versions.at(-1)?.plan ?? DEFAULT_PLAN;
  return {
    plan,
    hash: planHash(plan),
    declared: versions.length > 0,
    versions,
    looks: looked.entries,
    damaged: declared.damaged.length + looked.damaged.length,
  };
}

/** Puts a plan in force. The one that is in force already is not declared again. */
export async function declarePlan(
  path: string,
  plan: Plan,
  { by, note, now }: { by: string | null; note: string | null; now: number },
): Promise<PlanState> {
  const state = await readPlanState(path);
  const hash = planHash(plan);
  if (state.declared && state.hash === hash) return state;
  await plans(path).append([{ at: now, hash, plan, by, note }]);
  return readPlanState(path);
}

/** Records that somebody saw these figures; seeing the same ones again under the same plan is no new look. */
export async function recordLook(
  path: string,
  overview: Overview,
  { by, now, earlier }: { by: string; now: number; earlier: readonly Look[] },
): Promise<Look | null> {
  const { evidence, decision, plan, workspace } = overview;
  // Of the criteria that grow with the log, which come first.
  const kind = decision.criteria[0]?.look?.kind;
  const look: Look = {
    at: now,
    planHash: planHash(plan),
    pairs: workspace.pairs,
    complete: evidence.coverage.complete,
    measured: evidence.similarity.n,
    judged: evidence.winRate.n,
    labelled: evidence.humanWinRate?.n ?? 0,
    rule: kind === 'planned' || kind === 'between' ? kind : 'fixed',
    verdict: decision.verdict,
    go: decision.criteria.filter(({ verdict }) => verdict === 'GO').map(({ id }) => id),
    by,
  };
  if (earlier.some((known) => identity(known) === identity(look))) return null;
  await looks(path).append([look]);
  return look;
}

/** What makes a look another one: other data or another plan. */
function identity({ planHash: hash, pairs, complete, measured, judged, labelled }: Look): string {
  return [hash, pairs, complete, measured, judged, labelled].join();
}

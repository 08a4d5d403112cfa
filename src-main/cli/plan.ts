import { toJson } from '@core/model/infinite-json';
import { resolve } from 'node:path';
import { AppError } from '@core/model/app-error';
import { formatLevel, formatMoment } from '@core/model/format';
import type { PlanState } from '@core/model/look';
import { PLAN_PRESETS } from '@core/model/plan-presets';
import { openWorkspace } from '../adapters/workspace/folder-workspace';
import { declarePlan, readPlanState } from '../engine/plan-state';
import { loadPlan } from './load-plan';

export interface PlanFlags {
  preset?: string;
  declare?: string;
  by?: string;
  note?: string;
  json?: boolean;
}

/** `gnomon plan`: the plan in force with its history; a preset as a file to begin with; a new declaration. */
export async function planCommand(workspace: string | undefined, flags: PlanFlags): Promise<void> {
  if (workspace === undefined) {
    process.stdout.write(flags.preset === undefined ? presets() : presetFile(flags.preset));
    return;
  }
  const path = resolve(workspace);
  await openWorkspace(path);
  const plan =
    flags.declare === undefined
      ? flags.preset === undefined
        ? undefined
        : presetOf(flags.preset)
      : await loadPlan(flags.declare);
  const by = { by: flags.by ?? null, note: flags.note ?? null, now: Date.now() };
  const state = plan ? await declarePlan(path, plan, by) : await readPlanState(path);
  process.stdout.write(flags.json ? `${toJson(state, 2)}\n` : describe(state));
}

function presets(): string {
  const width = Math.max(...PLAN_PRESETS.map(({ id }) => id.length));
  const lines = PLAN_PRESETS.map(({ id, explanation }) => `  ${id.padEnd(width)}  ${explanation}`);
  return `Presets (gnomon plan --preset ID writes one as JSON):\n${lines.join('\n')}\n`;
}

function presetFile(id: string): string {
  return `${toJson(presetOf(id), 2)}\n`;
}

/** @throws AppError('usage') naming the presets */
function presetOf(id: string) {
  const preset = PLAN_PRESETS.find((each) => each.id === id);
  if (preset) return preset.plan;
  throw new AppError('usage', {
    message: `There is no preset ${JSON.stringify(id)}.`,
    where: `--preset ${id}`,
    remedy: `choose among ${PLAN_PRESETS.map((each) => each.id).join(', ')}`,
  });
}

function describe({ plan, hash, declared, versions, looks, damaged }: PlanState): string {
  const head = declared
    ? `Plan ${JSON.stringify(plan.name)}, level ${formatLevel(plan.level)}, hash ${hash.slice(0, 12)}`
    : `No plan was declared; the usual one stands in (hash ${hash.slice(0, 12)}).`;
  const history = versions.map(
    ({ at, hash: of, by, note, looksBefore }) =>
      `  ${formatMoment(at)}  ${of.slice(0, 12)}  ${looksBefore === 0 ? 'before the first look' : `after ${looksBefore} ${looksBefore === 1 ? 'look' : 'looks'}`}${by ? `  by ${by}` : ''}${note ? `  ${note}` : ''}`,
  );
  const seen = looks.map(
    ({ at, complete, rule, verdict, by }) =>
      `  ${formatMoment(at)}  ${complete} complete pairs  ${rule}  ${verdict}  ${by}`,
  );
  return [
    head,
    history.length > 0 ? `Declared:\n${history.join('\n')}` : null,
    `Looks: ${seen.length === 0 ? 'none yet' : `\n${seen.join('\n')}`}`,
    damaged > 0 ? `${damaged} damaged lines of the journals were left out` : null,
  ]
    .filter((part) => part !== null)
    .join('\n')
    .concat('\n');
}

import * as v from 'valibot';
import { create } from 'zustand';
import type { EstimateRequest, JudgeState } from '@core/model/api/judge';
import { type JudgeConfiguration, JudgeConfigurationSchema } from '@core/model/judge';
import { templateProblem } from '@core/model/judge-template';
import { type JudgeRunSettings, RunSettingsSchema } from '@core/model/judge-run';

/** A run as it is being set up; it need not be complete. */
export interface JudgeDraft {
  configuration: JudgeConfiguration;
  settings: JudgeRunSettings;
}

const DEFAULT: JudgeDraft = {
  configuration: {
    ...v.parse(JudgeConfigurationSchema, { provider: 'ollama', model: 'none yet' }),
    model: '',
  },
  settings: v.parse(RunSettingsSchema, { sample: { size: 500 } }),
};

const StoredSchema = v.object({
  configuration: v.object({
    ...JudgeConfigurationSchema.entries,
    model: v.string(),
    rubric: v.string(),
    template: v.nullable(v.string()),
    baseUrl: v.nullable(v.string()),
  }),
  settings: RunSettingsSchema,
});

interface DraftState {
  byWorkspace: Readonly<Record<string, JudgeDraft>>;
}

const useDrafts = create<DraftState>()(() => ({ byWorkspace: {} }));

/** What is being set up for a workspace, and how to change it. It outlives a reload: a rubric is work. */
export function useDraft(workspace: string): JudgeDraft {
  return useDrafts(({ byWorkspace }) => byWorkspace[workspace]) ?? stored(workspace) ?? DEFAULT;
}

export function draftOf(workspace: string): JudgeDraft {
  return useDrafts.getState().byWorkspace[workspace] ?? stored(workspace) ?? DEFAULT;
}

export function hasDraft(workspace: string): boolean {
  return useDrafts.getState().byWorkspace[workspace] !== undefined || stored(workspace) !== null;
}

export function setDraft(workspace: string, draft: JudgeDraft): void {
  useDrafts.setState(({ byWorkspace }) => ({ byWorkspace: { ...byWorkspace, [workspace]: draft } }));
  try {
    localStorage.setItem(storageKey(workspace), JSON.stringify(draft));
  } catch {
    // Without storage the draft lasts as long as the window.
  }
}

/** The settings of a configuration's last run: going on with other ones would change which pairs count. */
export function settingsOf({ run }: JudgeState['configurations'][number]): JudgeRunSettings {
  if (run === null) return DEFAULT.settings;
  const { orders, repeats, rules, planned, representative, stratifiedBy } = run;
  return {
    ...DEFAULT.settings,
    orders: [...orders],
    repeats,
    rules,
    // What a filter picked is not known any more.
    sample: {
      ...DEFAULT.settings.sample,
      size: representative ? planned : DEFAULT.settings.sample.size,
      stratifyBy: stratifiedBy,
    },
  };
}

/** The draft as a request; null while the model is missing or a field, the template among them, can't be used. */
export function requestOf({ configuration, settings }: JudgeDraft): EstimateRequest | null {
  const parsed = v.safeParse(JudgeConfigurationSchema, configuration);
  const run = v.safeParse(RunSettingsSchema, settings);
  const template = configuration.template === null ? null : templateProblem(configuration.template);
  return parsed.success && run.success && template === null
    ? { configuration: parsed.output, settings: run.output }
    : null;
}

/** Why fields can't be used, by their path. */
export function draftProblems({ configuration }: JudgeDraft): ReadonlyMap<string, string> {
  const parsed = v.safeParse(JudgeConfigurationSchema, configuration);
  return new Map(
    parsed.success ? [] : parsed.issues.map((issue) => [v.getDotPath(issue) ?? '', issue.message]),
  );
}

const cache = new Map<string, JudgeDraft | null>();

function stored(workspace: string): JudgeDraft | null {
  const known = cache.get(workspace);
  if (known !== undefined) return known;
  const found = read(workspace);
  cache.set(workspace, found);
  return found;
}

function read(workspace: string): JudgeDraft | null {
  try {
    const parsed = v.safeParse(StoredSchema, JSON.parse(localStorage.getItem(storageKey(workspace)) ?? ''));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

function storageKey(workspace: string): string {
  return `gnomon-judge-${workspace}`;
}

import type { CriterionResult, Decision, Verdict } from '../model/decision';
import { VERDICT_LABEL } from '../model/decision';
import type { Evidence } from '../model/evidence';
import { formatCriterion, formatLevel, isRatio } from '../model/format';
import type { CriterionKey, Plan } from '../model/plan';
import type { Setting, SettingRange } from '../model/what-if';
import { decide, decideMoved } from './decide';
import { moveSetting, settingValue } from './move-setting';

/** Halvings of the distance to a limit: a range's end is found to about a millionth of it. */
const STEPS = 20;

/**
 * For the level and for each criterion's threshold: from where to where it could be moved, all else as it is, without
 * changing the verdict. Verdicts change one way only as a threshold or the level moves away, so the ends are bisected.
 */
export function settingRanges(evidence: Evidence, plan: Plan): SettingRange[] {
  const decision = decide(evidence, plan);
  const settings: Setting[] = [
    ...decision.criteria.map(({ id }): Setting => ({ kind: 'threshold', criterion: id })),
    { kind: 'level' },
  ];
  return settings.flatMap((setting) => {
    const value = settingValue(plan, setting);
    return value === null ? [] : [rangeOf(setting, value, { evidence, plan, decision })];
  });
}

interface Context {
  evidence: Evidence;
  plan: Plan;
  decision: Decision;
}

function rangeOf(setting: Setting, value: number, { evidence, plan, decision }: Context): SettingRange {
  const result = setting.kind === 'level' ? undefined : of(decision, setting.criterion);
  const limits = limitsOf(setting, value, result);
  const at = (moved: number): { all: Verdict; own: Verdict | null } => {
    const changed = moveSetting(plan, setting, moved);
    const next =
      setting.kind === 'level'
        ? decide(evidence, changed)
        : decideMoved(decision, { evidence, plan: changed, moved: setting.criterion });
    return {
      all: next.verdict,
      own: setting.kind === 'level' ? null : (of(next, setting.criterion)?.verdict ?? null),
    };
  };
  const now = { all: decision.verdict, own: result?.verdict ?? null };
  const end = (limit: number, same: (verdicts: typeof now) => boolean): number | null =>
    lastSame(value, limit, (moved) => same(at(moved)));
  const all = (verdicts: typeof now): boolean => verdicts.all === now.all;
  const own = (verdicts: typeof now): boolean => verdicts.own === now.own;
  const range = {
    setting,
    label: setting.kind === 'level' ? 'Confidence level' : (result?.label ?? setting.criterion),
    value,
    verdict: now.all,
    criterionVerdict: now.own,
    from: end(limits[0], all),
    to: end(limits[1], all),
    criterionFrom: now.own === null ? null : end(limits[0], own),
    criterionTo: now.own === null ? null : end(limits[1], own),
    limits,
  };
  return { ...range, words: inWords(range) };
}

function of(decision: Decision, key: CriterionKey): CriterionResult | undefined {
  return decision.criteria.find(({ id }) => id === key);
}

/** The last value towards `limit` at which the verdict is the same; null when it is the same at the limit itself. */
function lastSame(from: number, limit: number, same: (value: number) => boolean): number | null {
  if (same(limit)) return null;
  let [inside, outside] = [from, limit];
  for (let i = 0; i < STEPS; i++) {
    const middle = (inside + outside) / 2;
    if (same(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}

/** How far a slider goes: as far as the figure could reasonably be asked for, and beyond what was measured. */
function limitsOf(
  setting: Setting,
  value: number,
  result: CriterionResult | undefined,
): readonly [number, number] {
  if (setting.kind === 'level') return [0.5, 0.9999];
  const key = setting.criterion;
  const base = key.split('@')[0]!;
  if (base === 'coverage') return [0, Math.max(value * 2, (result?.n ?? 0) * 2, 100)];
  const figures = [value, result?.estimate, result?.lower, result?.upper].filter(
    (figure): figure is number => typeof figure === 'number' && Number.isFinite(figure),
  );
  const [least, most] = [Math.min(...figures), Math.max(...figures)];
  if (isRatio(key)) return [Math.max(0.01, least / 2), most * 2];
  if (base === 'error_rate') return [0, Math.min(0.999, Math.max(0.02, most * 2))];
  if (base === 'similarity') return [Math.max(-0.999, least - 0.2), 0.999];
  if (base.endsWith('_rate') || base.startsWith('flag:')) {
    const shift = Math.max(0.02, (most - least) * 2);
    const below = result?.passes === 'below';
    return below
      ? [Math.max(base.startsWith('flag:') ? 0 : -0.999, least - shift), Math.min(0.999, most + shift)]
      : [Math.max(0.001, least - shift), Math.min(0.999, most + shift)];
  }
  return [least - 1, most + 1];
}

function inWords({
  setting,
  verdict,
  from,
  to,
}: Pick<SettingRange, 'setting' | 'verdict' | 'from' | 'to'>): string {
  const show = (value: number): string =>
    setting.kind === 'level' ? formatLevel(value) : formatCriterion(setting.criterion, value);
  const label = VERDICT_LABEL[verdict];
  if (from === null && to === null) return `${label} whatever it is set to`;
  if (from === null) return `${label} up to ${show(to!)}`;
  if (to === null) return `${label} from ${show(from)} on`;
  return `${label} between ${show(from)} and ${show(to)}`;
}

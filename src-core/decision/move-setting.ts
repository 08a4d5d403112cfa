import type { CriterionId, CriterionKey, Plan } from '../model/plan';
import type { Setting } from '../model/what-if';

/** The value that a setting has in a plan; null where the plan has no such criterion. */
export function settingValue(plan: Plan, setting: Setting): number | null {
  if (setting.kind === 'level') return plan.level;
  const { criterion } = setting;
  const slice = protectedOf(plan, criterion);
  if (slice) return slice.errorMargin ?? plan.criteria.error_rate.margin;
  if (criterion === 'error_rate') return plan.criteria.error_rate.margin;
  if (criterion in plan.criteria)
    return plan.criteria[criterion as Exclude<CriterionId, 'error_rate'>].threshold;
  return plan.own[criterion as keyof Plan['own']]?.threshold ?? null;
}

/** The plan with one setting moved; the same plan where it has no such criterion. */
export function moveSetting(plan: Plan, setting: Setting, value: number): Plan {
  if (setting.kind === 'level') return { ...plan, level: value };
  const { criterion } = setting;
  const slice = protectedOf(plan, criterion);
  if (slice)
    return {
      ...plan,
      protected: plan.protected.map((each) => (each === slice ? { ...each, errorMargin: value } : each)),
    };
  if (criterion in plan.criteria) {
    const id = criterion as CriterionId;
    const moved = id === 'error_rate' ? { margin: value } : { threshold: value };
    return { ...plan, criteria: { ...plan.criteria, [id]: { ...plan.criteria[id], ...moved } } };
  }
  const own = plan.own[criterion as keyof Plan['own']];
  return own ? { ...plan, own: { ...plan.own, [criterion]: { ...own, threshold: value } } } : plan;
}

/** Only the error margin of a protected slice is its own; the other thresholds are the whole's. */
function protectedOf(plan: Plan, criterion: CriterionKey) {
  const [id, slice] = criterion.split(/@(.*)/s);
  return id === 'error_rate'
    ? plan.protected.find(({ tag, value }) => `${tag}=${value}` === slice)
    : undefined;
}

import type { MetricId } from '@core/model/metric';
import type { CriterionId, Plan } from '@core/model/plan';
import type { Setting } from '@core/model/what-if';

/** The plan with one setting at another value; a protected slice's criterion has the threshold of the whole. */
export function withSetting(plan: Plan, setting: Setting, value: number): Plan {
  if (setting.kind === 'level') return { ...plan, level: value };
  const [key = ''] = setting.criterion.split('@');
  const { criteria, own } = plan;
  if (key === 'error_rate')
    return { ...plan, criteria: { ...criteria, error_rate: { ...criteria.error_rate, margin: value } } };
  if (Object.hasOwn(criteria, key)) {
    const id = key as Exclude<CriterionId, 'error_rate'>;
    return { ...plan, criteria: { ...criteria, [id]: { ...criteria[id], threshold: value } } };
  }
  const metric = key as MetricId;
  const before = own[metric];
  return before === undefined
    ? plan
    : { ...plan, own: { ...own, [metric]: { ...before, threshold: value } } };
}

import * as v from 'valibot';
import { type Plan, PlanSchema } from '@core/model/plan';

/** Whether two plans say the same, whatever the order of their keys. */
export function samePlan(a: Plan, b: Plan): boolean {
  return ordered(a) === ordered(b);
}

/** Keys in the schema's order; criteria of one's own by name. */
function ordered(plan: Plan): string {
  const parsed = v.safeParse(PlanSchema, plan);
  const { own, ...rest } = parsed.success ? parsed.output : plan;
  return JSON.stringify([rest, Object.entries(own).toSorted(([x], [y]) => (x < y ? -1 : 1))]);
}

import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type { CriterionResult } from '../model/decision';
import { isRatio } from '../model/format';
import type { GroupEstimate } from '../stats/shrink';

/** Estimate and standard error of a result on the scale that is additive (ln for a ratio), from its bounds; null without. */
export function estimateError({ id, estimate, lower, upper, level }: CriterionResult): GroupEstimate | null {
  if (estimate === null || lower === null || upper === null) return null;
  const on = (value: number): number => (isRatio(id) ? Math.log(value) : value);
  const se = (on(upper) - on(lower)) / (2 * normalQuantile(level, 0, 1));
  return Number.isFinite(se) && se > 0 && Number.isFinite(on(estimate))
    ? { estimate: on(estimate), se }
    : null;
}

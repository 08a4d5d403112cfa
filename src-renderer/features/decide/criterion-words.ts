import type { CriterionResult } from '@core/model/decision';
import { formatCriterion } from '@core/model/format';

/** What passes: "below 1.20×". */
export function ruleWords({ id, passes, threshold }: CriterionResult): string {
  return `${passes} ${formatCriterion(id, threshold)}`;
}

/** Both bounds of an interval on a criterion's scale; an end that does not exist is open. */
export function boundsWords(
  { id, threshold }: Pick<CriterionResult, 'id' | 'threshold'>,
  { lower, upper }: { lower: number | null; upper: number | null },
): string {
  if (lower === null && upper === null) return '—';
  return `${formatCriterion(id, lower, threshold)} … ${formatCriterion(id, upper, threshold)}`;
}

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
  return `${edge(id, lower, threshold)} … ${edge(id, upper, threshold)}`;
}

function edge(id: CriterionResult['id'], value: number | null, beside: number): string {
  if (value === Infinity) return '∞';
  if (value === -Infinity) return '−∞';
  return formatCriterion(id, value, beside);
}

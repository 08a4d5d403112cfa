import { ownCriterion } from '../decision/own-criterion';
import type { CostRatio, CostReport } from '../model/cost';
import type { ErrorEvidence, MetricEvidence } from '../model/evidence';
import type { Metrics } from '../model/metrics';
import type { MetricId } from '../model/metric';
import { allRows } from './complete-evidence';
import { ownEvidence } from './own-evidence';
import type { PairValues } from './pair-values';

/**
 * What the change would cost or save; null where the log carries no cost of both arms.
 * @param request judging: USD spent on judging so far, null when nothing was judged
 */
export function costReport(
  values: PairValues,
  {
    metrics,
    errors,
    level,
    judging,
  }: { metrics: Metrics; errors: ErrorEvidence; level: number; judging: number | null },
): CostReport | null {
  const found = ownEvidence(['cost_ratio', 'cost_per_answer_ratio'], {
    values,
    rows: allRows(values),
    errors,
  });
  const { cost_ratio: paired, cost_per_answer_ratio: answers } = found;
  if (paired?.kind !== 'total-ratio') return null;
  const perAnswer = answers?.kind === 'total-ratio' ? ratioOf('cost_per_answer_ratio', answers, level) : null;
  const tokens = ({ tokensIn, tokensOut }: Metrics['prod']) => ({ in: tokensIn, out: tokensOut });
  return {
    n: paired.n,
    unmeasured: metrics.total - paired.n,
    ratio: ratioOf('cost_ratio', paired, level),
    perAnswer:
      perAnswer && answers?.kind === 'total-ratio'
        ? { ...perAnswer, prod: answers.prod.mean, shadow: answers.shadow.mean }
        : null,
    perRequest: { prod: paired.prod.mean, shadow: paired.shadow.mean },
    shadowSpent: metrics.shadow.cost ?? 0,
    prodSpent: metrics.prod.cost ?? 0,
    judging,
    tokens: { prod: tokens(metrics.prod), shadow: tokens(metrics.shadow) },
  };
}

/** As a criterion on it would be bounded, clusters included. */
function ratioOf(metric: MetricId, evidence: MetricEvidence, level: number): CostRatio | null {
  const { estimate, lower, upper } = ownCriterion(metric, evidence, { level, threshold: 1, required: false });
  return estimate === null || lower === null || upper === null ? null : { estimate, lower, upper };
}

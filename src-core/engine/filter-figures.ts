import type { CriterionResult } from '../model/decision';
import type { CriterionFigure, FilterFigures } from '../model/overview';
import type { PairFilter } from '../model/pair-filter';
import { withChosenPairs } from './chosen-pairs';
import { computeOverview, type OverviewRequest } from './compute-overview';

/**
 * The figures of the Overview over the pairs of a filter, without a verdict.
 * @param request filter: without text conditions
 * @throws AppError('usage') for an unknown column, 'cancelled'
 */
export async function filterFigures({
  filter,
  signal,
  ...request
}: OverviewRequest & { filter: PairFilter; signal?: AbortSignal }): Promise<FilterFigures> {
  const { tagKeys, labelKeys } = request.store.manifest;
  const [every] = await request.db.query<{ n: number }>('SELECT count(*)::DOUBLE AS n FROM pairs');
  const { decision, human, workspace, plan, metrics, latency, similarity, noiseFloor, timeline, ...rest } =
    await withChosenPairs(request.db, { filter, tagKeys, labelKeys, ...(signal && { signal }) }, (db) =>
      computeOverview({ ...request, db }),
    );
  const { version, computedAt } = rest;
  // How many pairs the decision takes is no figure of a filter.
  const own = decision.criteria.filter(({ id }) => id.split('@')[0] !== 'coverage');
  const declared = own.some(({ id }) => id === 'human_win_rate');
  return {
    workspace: { id: workspace.id },
    plan,
    metrics,
    latency,
    similarity,
    noiseFloor,
    timeline,
    version,
    computedAt,
    criteria: [...own, ...(human && !declared ? [human] : [])].map(figureOf),
    all: every!.n,
  };
}

function figureOf(result: CriterionResult): CriterionFigure {
  const { id, label, estimate, lower, upper, threshold, passes, level, n, method } = result;
  return { id, label, estimate, lower, upper, threshold, passes, level, n, method };
}

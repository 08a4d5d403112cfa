import { missingBounds } from '../decision/missing-bounds';
import { bindingCriterion, moreNeeded } from '../decision/more-needed';
import { rolloutPlan } from '../decision/rollout-plan';
import { settingRanges } from '../decision/setting-ranges';
import { sliceResults } from '../decision/slice-figures';
import type {
  BoardCounts,
  BoardFigures,
  BoardHead,
  CriterionBoard,
  DecisionBoard,
  EffectiveSize,
  Pace,
} from '../model/board';
import type { CaptureCoverage } from '../model/capture-coverage';
import type { CriterionResult } from '../model/decision';
import type { PlanState } from '../model/look';
import type { Evidence } from '../model/evidence';
import type { Overview } from '../model/overview';
import type { Database } from '../ports/database';
import { exportableColumns } from '../sql/pair-filter';
import { clusterSql } from './cluster-column';
import { ownMetrics } from './complete-evidence';
import { costReport } from './cost-report';
import { decidingPairs } from './deciding-pairs';
import { driftReport } from './drift-report';
import { latencyBeside } from './latency-beside';
import { pace as paceOf } from './pace';
import { loadPairValues } from './pair-values';
import { sliceReport, usableDimensions } from './slice-report';
import { hasTraits } from './has-traits';

export interface BoardRequest {
  db: Database;
  overview: Overview;
  planState: PlanState;
  tagKeys: readonly string[];
  labelKeys: readonly string[];
  /** What captures counted beside their logs. */
  coverage: readonly CaptureCoverage[];
  /** USD spent on judging; null when nothing was judged. */
  judging: number | null;
  /** ms since 1970 UTC. */
  now: number;
}

/** What stands behind the verdict without the database: every criterion, but not yet the pairs that decide it. */
export function boardHead({
  overview,
  planState,
  now,
}: Pick<BoardRequest, 'overview' | 'planState' | 'now'>): BoardHead {
  const { evidence, decision, plan, workspace } = overview;
  const criteria = decision.criteria.map((result) => criterionBoard(result, { evidence, pace: null }));
  return {
    workspace,
    planState,
    evidence,
    decision,
    criteria,
    binding: bindingCriterion(criteria),
    clusters: evidence.clusters ?? null,
    rollout: rolloutPlan({ evidence, plan, decision, trafficPerHour: null }),
    robustness: settingRanges(evidence, plan),
    computedAt: now,
  };
}

/** The rest of it, part by part as each is ready: pairs counted, figures over all pairs, slices. */
export async function* boardParts(
  request: BoardRequest,
): AsyncGenerator<BoardCounts | BoardFigures | Pick<DecisionBoard, 'slices'>> {
  const { db, overview, tagKeys, coverage } = request;
  const { evidence, plan, metrics } = overview;
  const [pace, traits] = await Promise.all([
    paceOf(db, evidence.coverage.lastTimestamp, evidence.coverage.firstTimestamp),
    hasTraits(db),
  ]);
  yield await countsOf(request, pace, traits);
  const clusters = evidence.clusters ?? null;
  const divided = await usableDimensions({ db, tagKeys, clusters });
  const values = await loadPairValues(db, {
    cluster: clusters && clusterSql(clusters),
    by: divided.flatMap(({ dimension, skipped }) => (skipped === null ? [dimension] : [])),
    metrics: ownMetrics(plan),
    traits,
  });
  const { criteria } = plan;
  yield {
    latency: latencyBeside(values, criteria.latency_p95_ratio.level ?? plan.level),
    drift: driftReport({ values, evidence, plan, whole: sliceResults(evidence, plan), pace }),
    cost: costReport(values, {
      metrics,
      errors: evidence.errors,
      level: plan.level,
      judging: request.judging,
    }),
  };
  yield { slices: await sliceReport({ db, plan, evidence, divided, values, coverage }) };
}

async function countsOf(request: BoardRequest, pace: Pace | null, traits: boolean): Promise<BoardCounts> {
  const { db, overview, tagKeys, labelKeys } = request;
  const { evidence, decision, plan } = overview;
  const context = { columns: exportableColumns(tagKeys, labelKeys) };
  const criteria = await Promise.all(
    decision.criteria.map(async (result) => ({
      ...criterionBoard(result, { evidence, pace }),
      deciding: await decidingPairs(result, { db, evidence, context, traits }),
    })),
  );
  return {
    criteria,
    binding: bindingCriterion(criteria),
    pace,
    rollout: rolloutPlan({ evidence, plan, decision, trafficPerHour: pace?.perHour ?? null }),
  };
}

/** What stands behind one criterion, but for the pairs that decide it. */
export function criterionBoard(
  result: CriterionResult,
  { evidence, pace }: { evidence: Evidence; pace: Pace | null },
): CriterionBoard {
  return {
    key: result.id,
    result,
    deciding: [],
    missing: missingBounds(result, evidence),
    pairing: pairingOf(result),
    effective: effectiveSize(result),
    more: moreNeeded(result, { evidence, pace }),
  };
}

function pairingOf({ details, lower, upper }: CriterionResult): CriterionBoard['pairing'] {
  if (!('unpairedLower' in details)) return null;
  return {
    paired: { lower, upper },
    unpaired: { lower: details['unpairedLower'] ?? null, upper: details['unpairedUpper'] ?? null },
  };
}

function effectiveSize({ details, n }: CriterionResult): EffectiveSize | null {
  const { clusters, deff } = details;
  return clusters && deff ? { n, effective: n / deff, deff, clusters } : null;
}

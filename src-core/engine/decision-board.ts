import { missingBounds } from '../decision/missing-bounds';
import { bindingCriterion, moreNeeded } from '../decision/more-needed';
import { rolloutPlan } from '../decision/rollout-plan';
import { settingRanges } from '../decision/setting-ranges';
import { sliceResults } from '../decision/slice-figures';
import type { CriterionBoard, DecisionBoard, EffectiveSize } from '../model/board';
import type { CaptureCoverage } from '../model/capture-coverage';
import type { CriterionResult } from '../model/decision';
import type { PlanState } from '../model/look';
import type { Overview } from '../model/overview';
import type { Database } from '../ports/database';
import { exportableColumns } from '../sql/pair-filter';
import { findClusterColumn } from './cluster-column';
import { costReport } from './cost-report';
import { decidingPairs } from './deciding-pairs';
import { driftReport } from './drift-report';
import { pace as paceOf } from './pace';
import { sliceReport } from './slice-report';
import { hasTraits } from './trait-counts';

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

/** Everything behind the verdict in one model. */
export async function decisionBoard(request: BoardRequest): Promise<DecisionBoard> {
  const { db, overview, planState, tagKeys, labelKeys, coverage } = request;
  const { evidence, decision, plan, workspace, metrics } = overview;
  const { firstTimestamp, lastTimestamp } = evidence.coverage;
  const [pace, traits, found] = await Promise.all([
    paceOf(db, lastTimestamp, firstTimestamp),
    hasTraits(db),
    findClusterColumn(db, tagKeys, plan.clusterBy),
  ]);
  const cluster = found && { column: found.column.column, sql: found.sql };
  const { values, ...slices } = await sliceReport({ db, plan, evidence, tagKeys, cluster, traits, coverage });
  const context = { columns: exportableColumns(tagKeys, labelKeys) };
  const criteria = await Promise.all(
    decision.criteria.map(async (result): Promise<CriterionBoard> => ({
      key: result.id,
      result,
      deciding: await decidingPairs(result, { db, evidence, context, traits }),
      missing: missingBounds(result, evidence),
      pairing: pairingOf(result),
      effective: effectiveSize(result),
      more: moreNeeded(result, { evidence, pace }),
    })),
  );
  return {
    workspace,
    planState,
    evidence,
    decision,
    criteria,
    binding: bindingCriterion(criteria),
    pace,
    clusters: evidence.clusters ?? null,
    slices,
    drift: driftReport({ values, evidence, plan, whole: sliceResults(evidence, plan), pace }),
    cost: await costReport(db, { metrics, level: plan.level, judging: request.judging }),
    rollout: rolloutPlan({ evidence, plan, decision, trafficPerHour: pace?.perHour ?? null }),
    robustness: settingRanges(evidence, plan),
    computedAt: request.now,
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

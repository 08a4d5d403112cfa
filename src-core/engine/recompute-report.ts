import { decide } from '../decision/decide';
import { canonicalJson } from '../import/canonical-json';
import type { Decision } from '../model/decision';
import type { ReportModel } from '../report/report-model';

/**
 * The same report with its decision computed anew from its own evidence and plan.
 * @returns the model, and whether the decision that it came with is the one that follows
 */
export function recomputeReport(model: ReportModel): { model: ReportModel; same: boolean } {
  const decision = decide(model.evidence, model.plan);
  return {
    model: { ...model, decision },
    same: canonical(decision) === canonical(model.decision),
  };
}

function canonical(decision: Decision): string | null {
  // To JSON and back, so that a key without a value and a missing key are the same.
  return canonicalJson(JSON.parse(JSON.stringify(decision)));
}

import type { CriterionResult } from '../model/decision';
import type { LatencyEvidence } from '../model/evidence';
import type { CriterionSettings } from './criterion-result';
import { quantileRatioCriterion } from './quantile-ratio-criterion';

/** Is the shadow's P95 latency below `threshold` times production's? Timeouts count as slower than every answer. */
export function latencyP95Ratio(evidence: LatencyEvidence, settings: CriterionSettings): CriterionResult {
  const base = {
    id: 'latency_p95_ratio',
    label: 'Latency P95, shadow / production',
    passes: 'below',
    claim: settings.threshold > 1 ? 'non-inferiority' : 'superiority',
  } as const;
  return quantileRatioCriterion(evidence, { ...settings, p: 0.95 }, base);
}

import type { Decision } from '../model/decision';
import type { Evidence } from '../model/evidence';
import type { Plan } from '../model/plan';
import { coverage } from './coverage';
import { errorRate } from './error-rate';
import { latencyP95Ratio } from './latency-p95-ratio';
import { overall } from './overall';
import { similarity } from './similarity';
import { winRate } from './win-rate';

/** Decides every criterion of the plan and the whole from counts and moments alone; the same input, the same verdict. */
export function decide(evidence: Evidence, plan: Plan): Decision {
  const { level, missingShadow, criteria: rules } = plan;
  const criteria = [
    latencyP95Ratio(evidence.latency, { level, ...rules.latency_p95_ratio }),
    errorRate(evidence.errors, { level, missingShadow, ...rules.error_rate }),
    winRate(evidence.winRate, { level, ...rules.win_rate }),
    similarity(evidence.similarity, { level, ...rules.similarity }),
    coverage(evidence.coverage, { level, ...rules.coverage }),
  ];
  return { ...overall(criteria, level), criteria };
}

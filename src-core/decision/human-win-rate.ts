import type { CriterionResult } from '../model/decision';
import type { HumanEvidence } from '../model/evidence';
import { formatCount } from '../model/format';
import type { LookEvidence } from '../model/look';
import { METRICS } from '../model/metric';
import type { Plan } from '../model/plan';
import { preferenceRule } from './look-rule';
import { preference } from './win-rate';

/**
 * What people prefer, as evidence of its own: it stands beside the judge's win rate and is never mixed with it. It
 * decides only where the plan says so. "Both bad" is neither a tie nor a win: such pairs are counted apart.
 */
export function humanWinRate(evidence: HumanEvidence, plan: Plan, looks?: LookEvidence): CriterionResult {
  const { level, criteria, own } = plan;
  const declared = own.human_win_rate;
  const settings = {
    level,
    threshold: declared?.threshold ?? criteria.win_rate.threshold,
    required: declared?.required ?? false,
    rule: preferenceRule({ earlier: looks?.scores?.labelled, open: evidence.open }, plan),
  };
  const { label } = METRICS.human_win_rate;
  const result = preference(evidence, settings, { id: 'human_win_rate', label, judged: 'labelled' });
  const { n, bothBad, blind } = evidence;
  const open = n - blind;
  return {
    ...result,
    cautions: [
      ...result.cautions,
      ...(bothBad > 0 ? [`${formatCount(bothBad)} pairs are labelled both bad and count in neither`] : []),
      ...(open > 0 ? [`${formatCount(open)} of ${formatCount(n)} pairs were not labelled blind here`] : []),
    ],
    details: { ...result.details, bothBad, blind },
  };
}

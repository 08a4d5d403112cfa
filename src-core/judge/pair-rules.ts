import type { JudgeRules, JudgeVerdict } from '../model/judge';
import type { RuleCounts } from '../model/judge-run';

/** Why a pair needs no judge. */
export type PairRule = 'shadow-failed' | 'prod-failed' | 'both-failed' | 'identical';

/** What a rule says of a pair; null where such pairs are left out. */
export function verdictByRule(rule: PairRule, { failedArm }: JudgeRules): JudgeVerdict | null {
  if (rule === 'identical') return 'tie';
  if (failedArm === 'excluded') return null;
  if (rule === 'both-failed') return 'tie';
  return rule === 'shadow-failed' ? 'prod' : 'shadow';
}

const NAMES: Readonly<Record<PairRule, keyof RuleCounts>> = {
  'shadow-failed': 'shadowFailed',
  'prod-failed': 'prodFailed',
  'both-failed': 'bothFailed',
  identical: 'identical',
};

export function noRules(): RuleCounts {
  return { shadowFailed: 0, prodFailed: 0, bothFailed: 0, identical: 0, excluded: 0 };
}

export function countRule(counts: RuleCounts, rule: PairRule, rules: JudgeRules): void {
  counts[verdictByRule(rule, rules) === null ? 'excluded' : NAMES[rule]]++;
}

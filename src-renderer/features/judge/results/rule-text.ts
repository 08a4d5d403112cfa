import { formatCount } from '@core/model/format';
import type { RuleCounts } from '@core/model/judge-run';

/** Pairs that a rule decided, in words; empty where there are none. */
export function ruleText({ shadowFailed, prodFailed, bothFailed, identical, excluded }: RuleCounts): string {
  return [
    shadowFailed > 0 && `${formatCount(shadowFailed)} shadow failed`,
    prodFailed > 0 && `${formatCount(prodFailed)} production failed`,
    bothFailed > 0 && `${formatCount(bothFailed)} both failed`,
    identical > 0 && `${formatCount(identical)} equal outputs`,
    excluded > 0 && `${formatCount(excluded)} left out`,
  ]
    .filter(Boolean)
    .join(', ');
}

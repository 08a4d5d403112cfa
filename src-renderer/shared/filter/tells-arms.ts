import type { PairColumn } from '@core/model/pair-columns';
import type { PairFilter } from '@core/model/pair-filter';
import type { PairSort } from '@core/model/pair-sort';

/** Columns that say nothing of one arm that they do not say of the other, whatever their values are. */
const NEUTRAL = new Set([
  'request_id',
  'timestamp',
  'prompt',
  'prompt_chars',
  'similarity',
  'exact_match',
  'exact_match_normalised',
  'judge_sampled',
]);

/** Whether a column may tell which output is whose, or what others said of the pair. */
export function tellsArms({ name }: Pick<PairColumn, 'name'>): boolean {
  return !NEUTRAL.has(name);
}

/** Columns of a filter and an order by which a reviewer could guess the arms of what they select. */
export function tellingColumns(filter: PairFilter, sort: PairSort): string[] {
  const used = [...filter, ...sort].flatMap((part) => {
    if ('column' in part) return [part.column];
    if (part.kind === 'prod-right') return ['which arm was right'];
    if (!('in' in part) || part.in === 'prompt' || part.in === 'anywhere') return [];
    return [`${part.in}_response`];
  });
  return [...new Set(used)].filter((name) => tellsArms({ name }));
}

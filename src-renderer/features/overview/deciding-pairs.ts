import type { CriterionResult } from '@core/model/decision';
import type { PairFilter } from '@core/model/pair-filter';
import type { PairSort } from '@core/model/pair-sort';

interface DecidingPairs {
  title: string;
  filter: PairFilter;
  sort: PairSort;
}

/** The pairs that speak against the shadow under a criterion, the worst first; null where all pairs count alike. */
export function decidingPairs({ id, threshold }: CriterionResult): DecidingPairs | null {
  switch (id) {
    case 'latency_p95_ratio':
      return {
        title: `Show the pairs in which the shadow took longer by more than ${threshold}×`,
        filter: [{ kind: 'range', column: 'latency_ratio', min: threshold, max: null }],
        sort: [{ column: 'latency_ratio', desc: true }],
      };
    case 'error_rate':
      return {
        title: 'Show the pairs in which only the shadow failed',
        filter: [
          { kind: 'any-of', column: 'prod_state', values: ['answered'] },
          { kind: 'any-of', column: 'shadow_state', values: ['failed'] },
        ],
        sort: [],
      };
    case 'win_rate':
      return {
        title: 'Show the pairs that the judge gives to production',
        filter: [{ kind: 'any-of', column: 'judge', values: ['prod'] }],
        sort: [{ column: 'judge_score', desc: false }],
      };
    case 'similarity':
      return {
        title: `Show the pairs whose similarity is below ${threshold}`,
        filter: [{ kind: 'range', column: 'similarity', min: null, max: threshold }],
        sort: [{ column: 'similarity', desc: false }],
      };
    default:
      return null;
  }
}

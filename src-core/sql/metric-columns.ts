import type { Trait } from '../model/ledger';
import type { MetricId } from '../model/metric';
import { appliesTo, hasTrait } from './traits-table';

/** What a metric takes from each pair, as SQL of a number over `pairs` and `traits`; NULL where the pair does not tell it. */
export interface MetricColumns {
  /** Null: the metric is of the shadow alone, or of the pair. */
  prod: string | null;
  shadow: string;
}

/** Columns of a metric; null where those that every figure takes are enough, or where the texts have not been read. */
export function metricColumns(metric: MetricId, traits: boolean): MetricColumns | null {
  switch (metric) {
    case 'ttft_p95_ratio':
      return answered('ttft_ms');
    case 'length_ratio':
      return answered('chars');
    case 'tokens_out_ratio':
      return answered('tokens_out');
    case 'refusal_rate':
      return traits ? trait('refusal') : null;
    case 'hedging_rate':
      return traits ? trait('hedging') : null;
    case 'json_invalid_rate':
      return traits ? trait('json-invalid') : null;
    case 'changed_rate':
      return { prod: null, shadow: `meaning_class IN ('changed', 'different')` };
    case 'exact_match_rate':
      return { prod: null, shadow: 'exact_norm' };
    case 'human_win_rate':
      return { prod: null, shadow: 'label_score' };
    case 'latency_p50_ratio':
    case 'latency_p99_ratio':
    case 'cost_ratio':
    case 'cost_per_answer_ratio':
    case 'missing_rate':
      return null;
    default:
      return { prod: null, shadow: flagged(metric.slice('flag:'.length)) };
  }
}

function answered(column: string): MetricColumns {
  return {
    prod: `CASE WHEN outcome = 0 THEN prod_${column} END`,
    shadow: `CASE WHEN outcome = 0 THEN shadow_${column} END`,
  };
}

function trait(name: Trait): MetricColumns {
  const of = (arm: 'prod' | 'shadow'): string =>
    `CASE WHEN ${appliesTo(name)} THEN ${hasTrait(arm, name)} END`;
  return { prod: of('prod'), shadow: of('shadow') };
}

/** The kinds of flags are a closed list of plain words. */
function flagged(kind: string): string {
  return `CASE WHEN meaning_class IS NOT NULL
    THEN coalesce(list_contains(string_split(meaning_flags, ','), '${kind}'), FALSE) END`;
}

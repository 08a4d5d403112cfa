import type { LogInspection, Target } from '@core/model/import';

const FIELD_LABEL: Readonly<Record<string, string>> = {
  model: 'model',
  response: 'output',
  error: 'error',
  latency: 'latency',
  ttft: 'time to first token',
  tokens_in: 'tokens in',
  tokens_out: 'tokens out',
  cost: 'cost, USD',
};

const REQUEST_LABEL: Readonly<Record<string, string>> = {
  request_id: 'request id',
  timestamp: 'timestamp',
  prompt: 'prompt',
  messages: 'conversation',
  exact_match: 'exact match',
  similarity: 'similarity',
  tags: 'tags',
  labels: 'labels',
};

const RERUN_LABEL: Readonly<Record<string, string>> = {
  'rerun.response': 'asked again: output',
  'rerun.error': 'asked again: error',
};

const SIDES = ['prod', 'shadow', 'arm'] as const;

/** A target as the mapping shows it: the arm it belongs to, if any, and the field in words. */
export function targetLabel(target: Target): { arm: 'prod' | 'shadow' | null; field: string } {
  const again = RERUN_LABEL[target];
  if (again !== undefined) return { arm: 'prod', field: again };
  const [side = '', ...rest] = target.split('.');
  const field = rest.join('.');
  if (field === '') return { arm: null, field: REQUEST_LABEL[side] ?? target };
  if (side === 'tags') return { arm: null, field: `tag ${field}` };
  if (side === 'labels') return { arm: null, field: `label ${field}` };
  return { arm: side === 'prod' || side === 'shadow' ? side : null, field: FIELD_LABEL[field] ?? field };
}

/**
 * Targets that a column of such a log can be mapped to by hand, in the order in which they are offered.
 * A log taken for one arm's may hold both under unusual names, so both are offered there too.
 */
export function targetsOf(form: LogInspection['form'], column: string): readonly Target[] {
  const sides = form === 'one-arm' || form === 'unknown' ? SIDES : SIDES.filter((side) => side !== 'arm');
  const name = column.split('.').at(-1) ?? column;
  return [
    'request_id',
    'timestamp',
    'prompt',
    'messages',
    ...sides.flatMap((side) => Object.keys(FIELD_LABEL).map((field) => `${side}.${field}`)),
    ...Object.keys(RERUN_LABEL),
    'exact_match',
    'similarity',
    `tags.${name}`,
    `labels.${name}`,
  ];
}

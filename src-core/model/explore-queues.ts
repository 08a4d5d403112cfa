import { type PairCondition, type PairFilter, hasFlag } from './pair-filter';
import type { PairSort } from './pair-sort';

/** A ready-made way to look at the pairs that matter most first. */
export interface Queue {
  id: string;
  title: string;
  /** What stands in it, in words. */
  about: string;
  filter: PairFilter;
  sort: PairSort;
}

const SAMPLE = 200;

/** Ready-made queues, the worst pairs first. */
export const QUEUES: readonly Queue[] = [
  queue('similarity', 'Lowest similarity', 'least alike first', [measured('similarity')], 'similarity.asc'),
  queue(
    'shadow-failed',
    'Shadow failed',
    'the shadow failed where production answered',
    [oneOf('shadow_state', 'failed'), oneOf('prod_state', 'answered')],
    'timestamp.asc',
  ),
  queue(
    'slowdown',
    'Largest slowdown',
    'the shadow took longer by the largest factor',
    [{ kind: 'range', column: 'latency_ratio', min: 1, max: null }],
    'latency_ratio.desc',
  ),
  queue('number', 'Changed numbers', 'a number differs', [hasFlag('number')], 'similarity.asc'),
  queue(
    'negation',
    'Changed negation',
    'a statement is negated in one arm',
    [hasFlag('negation')],
    'similarity.asc',
  ),
  queue('refusal', 'Refusals', 'one arm refuses', [hasFlag('refusal')], 'similarity.asc'),
  queue(
    'json',
    'Broken JSON',
    'one arm’s output is not valid JSON',
    [hasFlag('json-invalid')],
    'similarity.asc',
  ),
  queue('longest', 'Longest answers', 'of the shadow', [measured('shadow_chars')], 'shadow_chars.desc'),
  queue('shortest', 'Shortest answers', 'of the shadow', [measured('shadow_chars')], 'shadow_chars.asc'),
  queue(
    'judge-prod',
    'Judge prefers production',
    'by the judge’s verdict',
    [oneOf('judge', 'prod')],
    'judge_score.asc',
  ),
  queue(
    'disagree',
    'Judge and person disagree',
    'about which arm is better',
    [oneOf('judge_agreement', 'disagree')],
    'judge_score.asc',
  ),
  queue(
    'prod-right',
    'Only production was right',
    'by the log, a person or the judge',
    [{ kind: 'prod-right' }],
    '',
  ),
  queue('differs', 'All that differ', 'but for layout', [{ kind: 'differs' }], ''),
  queue(
    'sample',
    'Random sample',
    `${SAMPLE} of all pairs, also of those that failed`,
    [{ kind: 'sample', n: SAMPLE, seed: 1 }],
    '',
  ),
];

function queue(id: string, title: string, about: string, filter: PairFilter, order: string): Queue {
  const [column = '', way] = order.split('.');
  return { id, title, about, filter, sort: order === '' ? [] : [{ column, desc: way === 'desc' }] };
}

function measured(column: string): PairCondition {
  return { kind: 'range', column, min: null, max: null };
}

function oneOf(column: string, value: string): PairCondition {
  return { kind: 'any-of', column, values: [value] };
}

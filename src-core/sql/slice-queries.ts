import { formatCount } from '../model/format';
import { FLAG_KINDS, FLAG_WORDS } from '../model/meaning';
import type { PairCondition } from '../model/pair-filter';
import type { SliceCriterion } from '../model/slices';
import type { DividedBy } from './pair-values-queries';
import { identifier } from './pairs-table';

/** A way to divide pairs into slices. */
export interface Dimension extends DividedBy {
  label: string;
  /** The slice as a filter. */
  condition(value: string): PairCondition;
  /** A value as people read it. */
  words(value: string): string;
}

const PROMPT_LENGTHS = [0, 200, 1000, 4000] as const;
const HOURS = ['0–6 h UTC', '6–12 h UTC', '12–18 h UTC', '18–24 h UTC'] as const;

/** Every way in which a workspace's pairs can be divided. */
export function dimensions(tagKeys: readonly string[]): Dimension[] {
  return [
    ...tagKeys.map((key) => column(`tags.${key}`, key, identifier(`tag.${key}`))),
    column('prod_model', 'production model', 'prod_model'),
    column('shadow_model', 'shadow model', 'shadow_model'),
    column('cluster', 'map cluster', 'cluster'),
    promptLength(),
    hourOfDay(),
    column('language', 'language of the prompt', 'language'),
    ...FLAG_KINDS.map(flag),
  ];
}

function column(name: string, label: string, sql: string, filter = name): Dimension {
  return {
    name,
    label,
    sql: `${sql}::VARCHAR`,
    condition: (value) => ({ kind: 'any-of', column: filter, values: [value] }),
    words: (value) => `${label} = ${value}`,
  };
}

function promptLength(): Dimension {
  const bounds = (value: string): { min: number; max: number | null } => {
    const i = Number(value);
    return { min: PROMPT_LENGTHS[i]!, max: PROMPT_LENGTHS[i + 1] ?? null };
  };
  const cases = PROMPT_LENGTHS.map((min, i) => `WHEN prompt_chars >= ${min} THEN '${i}'`).toReversed();
  return {
    name: 'prompt length',
    label: 'length of the prompt',
    sql: `(CASE ${cases.join(' ')} END)`,
    condition: (value) => ({ kind: 'range', column: 'prompt_chars', ...bounds(value) }),
    words: (value) => {
      const { min, max } = bounds(value);
      return max === null
        ? `prompt of ${formatCount(min)} characters or more`
        : `prompt of ${formatCount(min)} to ${formatCount(max - 1)} characters`;
    },
  };
}

function hourOfDay(): Dimension {
  return {
    name: 'hour of day',
    label: 'hour of the day',
    sql: `(hour(ts) // 6)::VARCHAR`,
    condition: (value) => ({
      kind: 'range',
      column: 'hour',
      min: 6 * Number(value),
      max: 6 * Number(value) + 6,
    }),
    words: (value) => HOURS[Number(value)] ?? value,
  };
}

function flag(kind: (typeof FLAG_KINDS)[number]): Dimension {
  return {
    name: `flag ${kind}`,
    label: `flag “${FLAG_WORDS[kind].label}”`,
    sql: `(CASE WHEN list_contains(string_split(meaning_flags, ','), '${kind}') THEN 'flagged' END)`,
    condition: () => ({ kind: 'has', column: 'flags', values: [kind] }),
    words: () => `flagged “${FLAG_WORDS[kind].label}”`,
  };
}

/** Pairs that tell most about a criterion, as a condition and an order. */
const TELLING: Readonly<Record<SliceCriterion, { where: string; order: string; why: string }>> = {
  latency_p95_ratio: {
    where: 'prod_settled_ms > 0 AND shadow_settled_ms IS NOT NULL',
    order: 'shadow_settled_ms / prod_settled_ms DESC',
    why: `'shadow took ' || CASE WHEN isinf(shadow_settled_ms) THEN 'until its timeout' ELSE round(shadow_settled_ms)::VARCHAR || ' ms' END || ', production ' || round(prod_settled_ms)::VARCHAR || ' ms'`,
  },
  error_rate: {
    where: 'outcome IN (1, 2)',
    order: 'outcome, seq',
    why: `CASE WHEN outcome = 2 THEN 'no shadow answer' ELSE 'only the shadow failed: ' || coalesce(shadow_error_kind, 'unknown error') END`,
  },
  win_rate: {
    where: `judge_score IS NOT NULL`,
    order: 'judge_score, similarity',
    why: `'the judge gave the shadow ' || judge_score::VARCHAR`,
  },
  similarity: {
    where: 'outcome = 0 AND similarity IS NOT NULL',
    order: 'similarity',
    why: `'similarity ' || round(similarity, 3)::VARCHAR`,
  },
};

/** The pairs of a slice that tell most; the slice's value is the only parameter. */
export function tellingPairs(
  criterion: SliceCriterion,
  { dimension, count }: { dimension: Dimension; count: number },
): string {
  const { where, order, why } = TELLING[criterion];
  return `SELECT seq, request_id, ${why} AS why FROM pairs
    WHERE ${dimension.sql} = ? AND ${where} ORDER BY ${order} LIMIT ${count}`;
}

import type { MetricColumns } from './metric-columns';
import { identifier } from './pairs-table';

/** A column that pairs are divided by: an SQL expression of text, NULL where a pair has no value. */
export interface DividedBy {
  name: string;
  sql: string;
}

/** A text as a number that is the same for the same text; NaN for none. */
export function codeOf(sql: string): string {
  return `coalesce((hash(${sql}) >> 12)::DOUBLE * CASE WHEN ${sql} IS NULL THEN NULL ELSE 1 END, 'NaN'::DOUBLE)`;
}

/** The unit that a pair belongs to as a number: its cluster, or itself where it has none. */
export function unitCode(cluster: string): string {
  return `CASE WHEN ${cluster} IS NULL THEN -1.0 - pairs.seq ELSE (hash(${cluster}) >> 12)::DOUBLE END`;
}

/**
 * Everything that figures of a slice are computed from, one row a pair in any order; NaN where not measured.
 * @param options.traits whether the table `traits` is there
 */
export function pairValues({
  cluster,
  by = [],
  metrics = [],
  traits = false,
}: {
  cluster: string | null;
  by?: readonly DividedBy[];
  metrics?: readonly MetricColumns[];
  traits?: boolean;
}): string {
  const measured = (column: string): string => `coalesce(${column}, 'NaN'::DOUBLE) AS ${column}`;
  const code = cluster === null ? '' : `, ${unitCode(cluster)} AS cluster_code`;
  const divided = by.map(({ sql }, i) => `, ${codeOf(sql)} AS by_${i}`).join('');
  const figures = metrics
    .map(
      ({ prod, shadow }, i) =>
        `${prod === null ? '' : `, (${prod})::DOUBLE AS p_${i}`}, (${shadow})::DOUBLE AS s_${i}`,
    )
    .join('');
  return `SELECT pairs.seq::DOUBLE AS seq, outcome::DOUBLE AS outcome,
    coalesce(epoch_ms(ts)::DOUBLE, 'NaN'::DOUBLE) AS ts,
    coalesce(CASE WHEN outcome = 0 THEN similarity END, 'NaN'::DOUBLE) AS similarity,
    coalesce(CASE WHEN judge_sampled THEN judge_score END, 'NaN'::DOUBLE) AS judge_score,
    ${['prod_settled_ms', 'shadow_settled_ms', 'prod_cost_usd', 'shadow_cost_usd'].map(measured).join(', ')}${code}${divided}${figures}
    FROM pairs${traits ? ' LEFT JOIN traits ON traits.seq = pairs.seq' : ''}`;
}

/** The values of a column with their codes and pairs, most frequent first. */
export function valuesOf({ sql }: DividedBy, { most }: { most: number }): string {
  return `SELECT value, (hash(value) >> 12)::DOUBLE AS code, n FROM (SELECT ${sql} AS value, count(*) AS n
    FROM pairs GROUP BY value) WHERE value IS NOT NULL ORDER BY n DESC, value LIMIT ${most}`;
}

/** Distinct values of a tag and pairs with one. */
export function tagSpread(key: string): string {
  const column = identifier(`tag.${key}`);
  return `SELECT count(DISTINCT ${column}) AS clusters, count(${column}) AS tagged, count(*) AS pairs FROM pairs`;
}

/** Sequence numbers of the pairs with a tag's value, as `seq`; the value is the only parameter. */
export function seqsOfTag(key: string): string {
  return `SELECT seq FROM pairs WHERE ${identifier(`tag.${key}`)} = ?`;
}
